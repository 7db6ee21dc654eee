package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportsTest {
    private static final List<String> ALL = List.of("io_uring", "epoll", "NIO");

    private static String startAllBut(List<String> forbidden) {
        return Transports.startFirst(ALL, transport -> {
            if (forbidden.contains(transport)) {
                throw new IllegalStateException("failed to create a child event loop");
            }
            return transport;
        });
    }

    @Test
    void theFastestThatStartsIsTaken() {
        assertThat(startAllBut(List.of())).isEqualTo("io_uring");
        assertThat(startAllBut(List.of("io_uring"))).isEqualTo("epoll");
        assertThat(startAllBut(List.of("io_uring", "epoll"))).isEqualTo("NIO");
        assertThatThrownBy(() -> startAllBut(ALL)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLibraryThatCannotBeLoadedIsDoneWithout() {
        String started = Transports.startFirst(ALL, transport -> {
            if (!transport.equals("NIO")) {
                throw new UnsatisfiedLinkError("no " + transport);
            }
            return transport;
        });
        assertThat(started).isEqualTo("NIO");
    }

    @Test
    void theTransportInUseIsNamed() {
        Vertx fastest = Transports.start(new VertxOptions().setEventLoopPoolSize(1));
        Vertx plain = Vertx.builder().withTransport(Transport.NIO).build();
        try {
            assertThat(Transports.nameOf(fastest))
                    .isEqualTo(
                            Transport.IO_URING != null && Transport.IO_URING.available()
                                    ? "io_uring"
                                    : Transport.EPOLL != null && Transport.EPOLL.available() ? "epoll" : "NIO");
            assertThat(Transports.nameOf(plain)).isEqualTo("NIO");
        } finally {
            fastest.close().await();
            plain.close().await();
        }
    }
}
