package io.herd.cli;

import io.herd.access.Credentials;
import io.herd.access.Names;
import io.herd.config.HerdConfig;
import io.herd.config.Host;
import io.herd.config.ServerConfig;
import io.herd.phone.PhoneSetup;
import io.herd.protocol.ClientName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a token with which a phone may report one client, and prints what to scan, to open or to type at OwnTracks, Traccar",
            "Client, Overland, GPSLogger and OsmAnd. The phone may see the clients that begin as its own does up to the first solidus."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {TokenSubcommand.OK, TokenSubcommand.FAILED, TokenSubcommand.USAGE})
final class PhoneAdd extends TokenSubcommand {
    /** A QR code has room for no more, where each is percent-encoded. */
    private static final int MOST_NAME = 200;

    @Parameters(paramLabel = "USER/DEVICE", description = "The client that the phone is, such as anna/phone.")
    private String name;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description =
                    "Where phones reach the HTTP port of a server, such as https://herd.example. Default: what the configuration says.")
    private @Nullable String address;

    @Option(names = "--may-read", paramLabel = "NAMES", description = "Clients that it may see instead.")
    private List<String> read = List.of();

    @Option(
            names = "--unencrypted",
            description = "Do so although the address has no TLS, and whoever is in between can read the token.")
    private boolean isUnencrypted;

    @Override
    int call(HerdConfig config, Credentials credentials, Path file) throws IOException {
        String client = name.replace(" ", "%20");
        boolean isName = ClientName.of(client) != null && Names.isPattern(client) && !client.endsWith("*");
        if (!isName || client.length() > MOST_NAME) {
            throw mistake("USER/DEVICE: expected a name of up to " + MOST_NAME
                    + " characters, such as anna/phone, got '" + name + "'");
        }
        for (String each : read) {
            if (!Names.isPattern(each)) {
                throw mistake("--may-read: expected a name, or one and an asterisk, got '" + each + "'");
            }
        }
        URI origin = origin(config);
        boolean isPlain = !"https".equals(origin.getScheme());
        boolean isHere = Host.isLoopback(origin.getHost().replaceAll("[\\[\\]]", ""));
        if (isPlain && !isHere && !isUnencrypted) {
            throw mistake(origin
                    + " has no TLS, so whoever is between the phone and the server could read the token. Set tls.http"
                    + " (./herd tls init makes certificates for a first try), or give the --address of a proxy that has it;"
                    + " --unencrypted does it all the same");
        }
        var words = new ArrayList<>(List.of(client, "report=" + client));
        (read.isEmpty() ? List.of(group(client)) : read).forEach(each -> words.add("read=" + each));
        print(new PhoneSetup(origin.toString(), client, create(credentials, file, words)));
        if (isHere) {
            System.err.println("Only this machine reaches " + origin.getHost()
                    + ". For phones give the --address at which they reach"
                    + " a server; docs/phones.md tells how to open one to them.");
        }
        return 0;
    }

    /** Where phones reach the first server. */
    private URI origin(HerdConfig config) {
        if (address == null) {
            ServerConfig server = config.servers().values().iterator().next();
            List<String> published = config.access().publishedAt();
            String host = published.isEmpty() ? server.host() : published.getFirst();
            String scheme = config.tls().http() ? "https" : "http";
            return URI.create(scheme + "://" + Host.inUrl(host) + ":" + server.httpPort());
        }
        try {
            URI uri = URI.create(address.replaceFirst("/+$", ""));
            if (uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // As for other addresses that are none.
        }
        throw mistake("--address: expected one such as https://herd.example, got '" + address + "'");
    }

    private static void print(PhoneSetup setup) {
        System.out.printf(
                """
                Scan this with Traccar Client, or open it on the phone: the page has a link or a line for each app.

                %s
                %s

                OwnTracks, mode HTTP
                  URL         %s
                  Username    %s
                  Password    %s
                  Device ID   %s
                  Tracker ID  %s
                  or open     %s
                Overland      %s
                GPSLogger     %s
                OsmAnd        %s
                """,
                QrText.of(setup.qrCode()),
                setup.page(),
                setup.url(),
                setup.user(),
                setup.token(),
                setup.device(),
                setup.trackerId(),
                setup.ownTracks(),
                setup.overland(),
                setup.gpsLogger(),
                setup.osmAnd());
    }
}
