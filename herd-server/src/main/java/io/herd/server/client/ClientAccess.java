package io.herd.server.client;

import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.access.AccessControl;
import io.herd.server.access.Grant;
import io.herd.server.watch.LiveClients;
import io.herd.state.HerdState;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one connection may do: what everybody may until it has shown a credential. Confined to the connection's event loop. */
final class ClientAccess {
    private final AccessControl control;
    private final HerdState state;
    private final String address;
    private Grant grant;

    /** @param address where the connection comes from */
    ClientAccess(AccessControl control, HerdState state, String address) {
        this.control = control;
        this.state = state;
        this.address = address;
        grant = control.anonymous();
    }

    /** Takes a credential; returns whom it was made for, or null if it is worth nothing: then all stays as it was. */
    @Nullable
    String authenticate(Bytes credential) {
        Grant shown = control.check(credential.toUtf8(), address);
        if (shown == null) {
            return null;
        }
        grant = shown;
        return shown.name();
    }

    Permissions permissions() {
        return grant.permissions();
    }

    boolean mayReport(Bytes client) {
        return permissions().report().contains(client);
    }

    /** Whether a client may be asked for: by its name, whether it is known or not, or since it is where all may be seen. */
    boolean mayAskFor(Bytes client) {
        Permissions now = permissions();
        if (now.read().contains(client)) {
            return true;
        }
        Report report = now.has(Scope.READ) ? state.find(client) : null;
        return report != null && mayRead(report);
    }

    boolean mayRead(Report report) {
        return permissions().mayRead(report.client(), report.position());
    }

    /** Which clients may be seen. */
    Predicate<Report> filter() {
        return LiveClients.visibleTo(permissions());
    }

    /** Counts a command that is refused, as one that is no command. */
    void refused(ClientCounters counters) {
        counters.invalid(control.counters().forbidden);
    }
}
