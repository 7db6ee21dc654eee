package io.herd.server.places;

import static io.herd.server.places.Asked.UNIVERSITY;
import static io.herd.server.places.Asked.document;
import static io.herd.server.places.Asked.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a provider is, and what it is called in requests. */
@ExtendWith(VertxExtension.class)
class EndpointTest {
    private static ServerConfig server(String bind) {
        return new ServerConfig("Goloman", "goloman.example", bind, 11490, 13490, 12490, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example,false,a.example,80,'',a.example:80",
        "https://a_b:8443/api/x,true,a_b,8443,/api/x,a_b:8443",
        "https://[2001:db8::1]/,true,2001:db8::1,443,/,[2001:db8::1]:443",
    })
    void aUrlIsTakenApart(String url, boolean isSsl, String host, int port, String path, String name) {
        assertThat(Endpoint.of(url))
                .isEqualTo(new Endpoint(isSsl, host, port, path))
                .hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,127.0.0.1",
        "::,127.0.0.1",
        "0:0::0,127.0.0.1",
        "::1,::1",
        "fe80::1%eth0,fe80::1%eth0",
        "a_b,a_b"
    })
    void aServerIsAskedWhereItListens(String bind, String host) {
        assertThat(Endpoint.of(server(bind), false).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"fe80::1%eth0,[fe80::1]", "::1,[::1]", "a_b,a_b", "127.0.0.1,127.0.0.1"})
    void aRequestNamesTheHostAsUrlsDo(String bind, String named) {
        assertThat(Endpoint.of(server(bind), false).request("/").getHost()).isEqualTo(named);
    }

    @Test
    void aServerAtAnAddressOfIpv6AsksItself(Vertx vertx) throws SocketException {
        assumeTrue(NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(each -> each instanceof Inet6Address && each.isLoopbackAddress()));
        List<String> hosts = new CopyOnWriteArrayList<>();
        HttpServer http = vertx.createHttpServer()
                .requestHandler(request -> {
                    hosts.add(request.getHeader("Host"));
                    request.response().end(FakePlaces.GOOD);
                })
                .listen(0, "::1")
                .await();
        var server = new ServerConfig("Goloman", "::1", "::1", 11490, 13490, http.actualPort(), List.of());
        NearbySearch search = NearbySearch.of(vertx, PlacesConfig.DEFAULT, server, null, _ -> {});
        assertThat(document(soon(search.near(UNIVERSITY, 10_000, 1))).getString("status"))
                .isEqualTo("OK");
        assertThat(hosts).containsOnly("[::1]:" + http.actualPort());
        soon(search.close());
        soon(http.close());
    }
}
