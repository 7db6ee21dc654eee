package io.herd.phone;

import io.herd.protocol.Card;

/** One thing that an app has said. */
public sealed interface PhoneMessage {
    /** Where a device was. */
    record Located(Sender sender, Fix fix) implements PhoneMessage {}

    /** How a device is to be shown. */
    record Shown(Sender sender, Card card) implements PhoneMessage {}

    /**
     * Something that the herd has no use for, as most apps send some.
     *
     * @param what it is, for people
     */
    record Unused(String what) implements PhoneMessage {}

    /**
     * Something that can never be stored, however often it is sent again.
     *
     * @param problem what is wrong with it, for people
     */
    record Malformed(String problem) implements PhoneMessage {}
}
