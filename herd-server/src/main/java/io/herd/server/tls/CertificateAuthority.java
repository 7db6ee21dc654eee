package io.herd.server.tls;

import io.herd.config.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CA of one's own, which issues certificates for EC keys on P-256. The JDK's keytool does the work: Java has no public API that makes
 * certificates, and a library for it would be half as large as the program. All methods block, for about a second.
 */
public final class CertificateAuthority {
    private static final String ALIAS = "ca";
    private static final String PASSWORD_VARIABLE = "KEYSTORE_PASSWORD";
    private static final int PASSWORD_BYTES = 16;
    private static final int LINE = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path store;
    private final String password;

    private CertificateAuthority(Path store) {
        this.store = store;
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        password = HexFormat.of().formatHex(bytes);
    }

    /**
     * Makes a CA.
     *
     * @param store where keytool keeps the keys; it must not exist yet, and whoever makes the CA deletes it
     * @param days for how long its certificate is valid
     */
    public static CertificateAuthority create(Path store, String name, int days) throws IOException {
        var authority = new CertificateAuthority(store);
        authority.generate(
                ALIAS,
                name,
                days,
                List.of("-ext", "bc:critical=ca:true,pathlen:0", "-ext", "ku:critical=keyCertSign,cRLSign"));
        return authority;
    }

    /**
     * Issues a certificate for servers and clients alike, with a key of its own.
     *
     * @param names the names and addresses that it is for; the first is its alias
     * @param more further arguments of keytool
     */
    public void issue(List<String> names, int days, String... more) throws IOException {
        String alternatives = names.stream()
                .map(each -> (Host.isAddress(each) ? "ip:" : "dns:") + each)
                .collect(Collectors.joining(","));
        generate(
                names.getFirst(),
                names.getFirst(),
                days,
                Stream.concat(
                                Stream.of(
                                        "-signer",
                                        ALIAS,
                                        "-ext",
                                        "san=" + alternatives,
                                        "-ext",
                                        "ku:critical=digitalSignature",
                                        "-ext",
                                        "eku=serverAuth,clientAuth"),
                                Stream.of(more))
                        .toList());
    }

    private void generate(String alias, String name, int days, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                PASSWORD_VARIABLE,
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                Integer.toString(days)));
        command.addAll(more);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process keytool = builder.start();
        keytool.getOutputStream().close();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitCode(keytool) != 0) {
            throw new IOException("keytool cannot make a certificate for " + name + ": " + said.strip());
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The CA's own certificate, as PEM. */
    public String certificate() throws IOException {
        return certificate(ALIAS);
    }

    /** A certificate that was issued, as PEM. */
    public String certificate(String alias) throws IOException {
        try {
            return pem("CERTIFICATE", open().getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The private key of the CA. */
    public String key() throws IOException {
        return key(ALIAS);
    }

    /** The private key of a certificate that was issued, as PEM. */
    public String key(String alias) throws IOException {
        try {
            Key key = open().getKey(alias, password.toCharArray());
            return pem("PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private KeyStore open() throws GeneralSecurityException, IOException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (var input = Files.newInputStream(store)) {
            opened.load(input, password.toCharArray());
        }
        return opened;
    }

    private static String pem(String what, byte[] bytes) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
