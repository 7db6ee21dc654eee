package io.herd.cli;

import io.herd.bench.TemporaryDirectory;
import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.herd.server.tls.CertificateAuthority;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a CA, and a certificate for each server of the configuration, for a first try of TLS or for a herd with a CA of",
            "its own. Nothing is overwritten. Keys are in files that only their user can read; keep the CA's, ca.key, apart from",
            "the servers: whoever has it can make certificates."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all files are made", "1:they cannot be made", "2:wrong usage or configuration"})
final class TlsInit extends HerdCommand {
    private static final String AUTHORITY = "ca";
    private static final String CERTIFICATE = ".pem";
    private static final String KEY = ".key";
    private static final int MOST_DAYS = 3_650;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "Where the files go. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("conf/tls");

    @Option(names = "--days", description = "For how many days the certificates are valid. Default: ${DEFAULT-VALUE}.")
    private int days = 365;

    @Option(
            names = "--hosts",
            split = ",",
            paramLabel = "HOST",
            description =
                    "Further names and addresses under which clients reach the servers; all certificates have them.")
    private List<String> hosts = List.of();

    @Override
    int call(Vertx vertx, HerdConfig config) throws IOException {
        if (days < 1 || days > MOST_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days: expected 1 to " + MOST_DAYS);
        }
        refuseToOverwrite(config.servers().keySet());
        Files.createDirectories(directory);
        try (var temporary = TemporaryDirectory.create("herd-tls")) {
            var authority =
                    CertificateAuthority.create(temporary.path().resolve("keys.p12"), "Server herd CA", MOST_DAYS);
            write(AUTHORITY + CERTIFICATE, authority.certificate(), false);
            write(AUTHORITY + KEY, authority.key(), true);
            for (ServerConfig server : config.servers().values()) {
                authority.issue(names(server), days);
                write(server.name() + CERTIFICATE, authority.certificate(server.name()), false);
                write(server.name() + KEY, authority.key(server.name()), true);
            }
        }
        explain();
        return ExitCode.OK;
    }

    private void refuseToOverwrite(Set<String> servers) throws IOException {
        var files = new LinkedHashSet<String>(Set.of(AUTHORITY));
        files.addAll(servers);
        for (String each : files) {
            for (String ending : List.of(CERTIFICATE, KEY)) {
                Path file = directory.resolve(each + ending);
                if (Files.exists(file)) {
                    throw new FileAlreadyExistsException(
                            file + " exists, and nothing is overwritten: give another --directory, or move it away");
                }
            }
        }
    }

    /** The server's name, by which its neighbours know it, and where clients find it. */
    private List<String> names(ServerConfig server) {
        var names = new LinkedHashSet<String>();
        names.add(server.name());
        names.add(server.host());
        if (Host.isLoopback(server.host())) {
            names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        }
        names.addAll(hosts);
        return List.copyOf(names);
    }

    private void write(String name, String text, boolean isSecret) throws IOException {
        boolean hasModes =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = hasModes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(isSecret ? "rw-------" : "rw-r--r--"))
                }
                : new FileAttribute<?>[0];
        Path file = directory.resolve(name);
        Files.createFile(file, mode);
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    private void explain() {
        System.out.printf("""
                Made a CA and certificates in %1$s. To use them everywhere, set in the configuration:

                tls:
                  certificate: %1$s/{server}.pem
                  key: %1$s/{server}.key
                  ca: %1$s/ca.pem
                  clients: true
                  http: true
                  links: true

                Clients trust %1$s/ca.pem. Keep %1$s/ca.key apart from the servers.
                """, directory);
    }
}
