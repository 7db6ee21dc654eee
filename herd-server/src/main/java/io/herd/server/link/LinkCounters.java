package io.herd.server.link;

import java.util.concurrent.atomic.LongAdder;

/** What went over the links with one neighbour, both ways, since the server started. */
public final class LinkCounters {
    /** Reports told to the neighbour. */
    public final LongAdder told = new LongAdder();
    /** Reports that the neighbour told. */
    public final LongAdder heard = new LongAdder();
    /** Of these, those that were news. */
    public final LongAdder news = new LongAdder();
    /** Of those the neighbour told, those stamped too far ahead of this server's clock: not kept. */
    public final LongAdder fromTheFuture = new LongAdder();
    /** Of those the neighbour told, those for which this server has no room: not kept. */
    public final LongAdder noRoom = new LongAdder();
    /** Of those the neighbour told, those that have expired here: not kept. */
    public final LongAdder expired = new LongAdder();
    /** Of those the neighbour told, those about clients that this herd does not own: not kept. */
    public final LongAdder elsewhere = new LongAdder();
    /** Links that opened, dialled and accepted. */
    public final LongAdder opened = new LongAdder();
    /** Links that broke, or fell silent. */
    public final LongAdder lost = new LongAdder();
    /** Links that either side refused, or ended for a fault of the other. */
    public final LongAdder refused = new LongAdder();
    /** Of these, those refused because another server of the neighbour's name was linked. */
    public final LongAdder namesakes = new LongAdder();
    /** How often the digests were walked to find what the neighbour lacks. */
    public final LongAdder walks = new LongAdder();
    /** Reports that the neighbour turned out to lack. */
    public final LongAdder repaired = new LongAdder();
}
