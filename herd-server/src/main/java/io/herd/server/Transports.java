package io.herd.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The network transports that this program can use. */
public final class Transports {
    private static final Named NIO = new Named("NIO", Transport.NIO);
    private static final List<Named> FASTEST_FIRST =
            List.of(new Named("io_uring", Transport.IO_URING), new Named("epoll", Transport.EPOLL), NIO);

    private Transports() {}

    private record Named(String name, Transport transport) {}

    /**
     * Starts Vert.x with the fastest transport that this machine has and allows. Where a container's rules or a bound on locked
     * memory forbid what a transport needs, that shows at the latest when its event loops are made.
     */
    public static Vertx start(VertxOptions options) {
        return startFirst(
                FASTEST_FIRST.stream()
                        .map(Named::transport)
                        .filter(Transport::available)
                        .toList(),
                transport ->
                        Vertx.builder().with(options).withTransport(transport).build());
    }

    /** The result of the first start that succeeds; the failure of the last if none does. */
    static <T, R> R startFirst(List<T> transports, Function<T, R> start) {
        for (T transport : transports.subList(0, transports.size() - 1)) {
            try {
                return start.apply(transport);
            } catch (RuntimeException | LinkageError e) {
                // The next one needs less.
            }
        }
        return start.apply(transports.getLast());
    }

    /** The name of the transport that is used, for people. */
    static String nameOf(Vertx vertx) {
        var used = ((VertxInternal) vertx).transport();
        return FASTEST_FIRST.stream()
                .filter(each -> Objects.equals(each.transport().implementation(), used))
                .findFirst()
                .orElse(NIO)
                .name();
    }
}
