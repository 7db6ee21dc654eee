package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneCommandTest {
    @TempDir
    private Path directory;

    private Path config;
    private Path tokens;

    @BeforeEach
    void configure() throws IOException {
        tokens = directory.resolve("tokens");
        String text = """
                servers:
                  alone: { host: 127.0.0.1, port: 11490 }
                access: { key: a key of this test alone, tokens: %s }
                """.formatted(tokens);
        config = Files.writeString(directory.resolve("herd.yaml"), text);
    }

    private int add(String... words) {
        List<String> line = new ArrayList<>(List.of("phone", "add"));
        line.addAll(List.of(words));
        line.addAll(List.of("-c", config.toString()));
        return RootCommand.commandLine().execute(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna/phone | anna/phone report=anna/phone read=anna/\\*",
                "anna/my phone | anna/my%20phone report=anna/my%20phone read=anna/\\*",
                "phone | phone report=phone read=phone"
            })
    void aPhoneMayReportItselfAndSeeItsUsersOthers(String name, String line) throws IOException {
        assertThat(add(name)).isZero();
        assertThat(tokens).content().matches("[0-9A-Z]{6} " + line + "\n");
    }

    @Test
    void whatItMaySeeCanBeSaid() throws IOException {
        assertThat(add("anna/phone", "--may-read", "anna/*", "--may-read", "bert/phone"))
                .isZero();
        assertThat(tokens).content().endsWith(" report=anna/phone read=anna/* read=bert/phone\n");
    }

    @Test
    void anAddressWithoutTlsIsRefusedUnlessThatIsMeant() {
        assertThat(add("anna/phone", "--address", "http://herd.example:12490")).isEqualTo(2);
        assertThat(tokens).doesNotExist();
        assertThat(add("anna/phone", "--address", "http://herd.example:12490", "--unencrypted"))
                .isZero();
        assertThat(add("anna/phone", "--address", "https://herd.example/")).isZero();
    }

    @Test
    void aNameThatIsTooLongForAQrCodeIsRefused() {
        assertThat(add("x".repeat(3_000))).isEqualTo(2);
        assertThat(tokens).doesNotExist();
        assertThat(add("\u20AC".repeat(200))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "anna/*,https://a.example",
        "'a\tb',https://a.example",
        "a*b,https://a.example",
        "a,ftp://a.example",
        "a,a.example",
        "a,'https://a b'"
    })
    void whatIsNoNameOrNoAddressIsRefused(String name, String address) {
        assertThat(add(name, "--address", address)).isEqualTo(2);
        assertThat(tokens).doesNotExist();
    }
}
