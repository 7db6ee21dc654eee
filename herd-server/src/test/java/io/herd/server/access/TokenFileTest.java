package io.herd.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

@ExtendWith(VertxExtension.class)
class TokenFileTest {
    private final Credentials credentials = new Credentials("a key of the herd's servers");
    private final AccessControl access =
            new AccessControl(credentials, null, Permissions.NONE, InstantSource.system(), NOPLogger.NOP_LOGGER);

    @TempDir
    private Path directory;

    private Path path;
    private TokenFile file;

    @BeforeEach
    void make(Vertx vertx) {
        path = directory.resolve("tokens");
        file = new TokenFile(vertx, path, access, NOPLogger.NOP_LOGGER);
    }

    @AfterEach
    void stop() {
        file.stop();
    }

    private boolean isAccepted(String credential) {
        return access.check(credential, "192.0.2.1") != null;
    }

    @Test
    void aListThatIsGoneCountsOn() throws IOException {
        String share = credentials.share("*", Long.MAX_VALUE);
        Files.writeString(path, "K7QX2M phone\n" + Credentials.idOf(share) + " share revoked\n");
        file.start().await();
        Files.delete(path);
        assertThatThrownBy(() -> file.read().await()).hasMessageContaining("cannot read " + path);
        assertThat(isAccepted(credentials.token("K7QX2M"))).isTrue();
        assertThat(isAccepted(share)).isFalse();
        Files.writeString(path, "");
        file.read().await();
        assertThat(isAccepted(credentials.token("K7QX2M"))).isFalse();
    }

    @Test
    void whereThereIsNoListThereAreNoTokens() {
        file.start().await();
        assertThat(isAccepted(credentials.token("K7QX2M"))).isFalse();
    }

    @Test
    void aFileThatIsNoListIsSaidToBeNone() throws IOException {
        Files.write(path, "K7QX2M phön".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> file.start().await()).hasMessage(path + " is not in UTF-8");
        Files.write(path, new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> file.read().await()).hasMessage(path + " has more than 16777216 bytes");
    }
}
