package io.herd.fuzz;

import com.google.errorprone.annotations.Immutable;
import io.herd.phone.PhoneFuzz;
import io.herd.server.ConfigFuzz;
import io.herd.server.client.SessionFuzz;
import io.herd.server.geonames.DumpFuzz;
import io.herd.server.journal.JournalFuzz;
import io.herd.server.link.LinkFuzz;
import io.herd.server.places.ProviderFuzz;
import io.herd.server.web.BodyFuzz;
import io.herd.server.web.CredentialFuzz;
import io.herd.server.web.SubscriptionFuzz;
import java.util.Locale;

/** Code that reads bytes of others. Its input is what they may send; it throws where a property does not hold, and keeps nothing. */
enum FuzzTarget {
    /** A client's line. */
    COMMAND(CommandFuzz::command),
    /** A stream of bytes, cut into lines. */
    FRAMING(CommandFuzz::framing),
    /** A client's connection, from its first byte to its last. */
    SESSION(SessionFuzz::session),
    /** A neighbour's line. */
    LINK_MESSAGE(CommandFuzz::linkMessage),
    /** What the two ends of a link hear, before and after the handshake. */
    LINK(LinkFuzz::link),
    /** The body of a request with reports. */
    REPORT_BODY(BodyFuzz::reports),
    /** The body of a request that defines a fence. */
    FENCE_BODY(BodyFuzz::fence),
    /** A record of a neighbour's, in all forms in which clients get it. */
    RECORD(BodyFuzz::record),
    /** The query of a request. */
    QUERY(SubscriptionFuzz::query),
    /** What a phone posts: a query, a line feed and a body. */
    PHONE(PhoneFuzz::request),
    /** A message on a WebSocket. */
    LIVE_MESSAGE(SubscriptionFuzz::message),
    /** A credential, a request, and the list of tokens. */
    CREDENTIAL(CredentialFuzz::credential),
    /** The files of a journal. */
    JOURNAL(JournalFuzz::journal),
    /** The file with the configuration. */
    CONFIG(ConfigFuzz::file),
    /** The answer of a provider of places. */
    PROVIDER(ProviderFuzz::answer),
    /** A dump of GeoNames. */
    DUMP(DumpFuzz::dump);

    /** What a target does with an input. */
    @Immutable
    @FunctionalInterface
    interface Action {
        void accept(byte[] input) throws Exception;
    }

    private final Action action;

    FuzzTarget(Action action) {
        this.action = action;
    }

    Action action() {
        return action;
    }

    /** Its name in commands and file names, such as {@code link-message}. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
