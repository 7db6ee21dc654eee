package io.herd.phone;

import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a person types into an app, or has it scan or open, so that it reports to the herd.
 *
 * @param origin where phones reach the HTTP port of a server, such as {@code https://herd.example}, without a solidus behind it
 * @param client the client that the phone is, as its name is in a line
 * @param token its credential; empty where none is needed
 */
public record PhoneSetup(String origin, String client, String token) {
    /** The page that shows it, behind a credential in the path. */
    public static final String PAGE = "/phone";

    private static final char LEVEL = '/';
    private static final int TID_LENGTH = 2;
    private static final int HTTP_MODE = 3;

    /** The user of the client's name, which is the login at most apps; the whole name if it has none. */
    public String user() {
        int end = client.indexOf(LEVEL);
        return shown(end < 0 ? client : client.substring(0, end));
    }

    /** The device of the client's name; the whole name if it has none. */
    public String device() {
        return shown(client.substring(client.indexOf(LEVEL) + 1));
    }

    /** A part of the name as people write it, with its white space. */
    private static String shown(String encoded) {
        return encoded.replace("%20", " ");
    }

    /** Two characters that stand for the phone on maps. */
    public String trackerId() {
        String letters = device().codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(TID_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return letters.isEmpty() ? "me" : letters;
    }

    /** What OwnTracks is to post to, with the user and the token as password. */
    public String url() {
        return origin + "/pub";
    }

    /** An address that holds the token, for apps that know neither users nor passwords. */
    public String urlWithToken() {
        return withToken("/");
    }

    private String withToken(String path) {
        return token.isEmpty() ? origin + path : origin + "/t/" + token + path;
    }

    /** The address of the page that shows all this; Traccar Client sets itself up when it scans it. */
    public String page() {
        return withToken(PAGE) + "?id=" + encoded(client) + "&interval=30&distance=20&accuracy=high";
    }

    /** The link that sets OwnTracks up, where that is allowed to. */
    public String ownTracks() {
        String configuration = new JsonObject()
                .put("_type", "configuration")
                .put("mode", HTTP_MODE)
                .put("url", url())
                .put("auth", true)
                .put("username", user())
                .put("password", token)
                .put("deviceId", device())
                .put("tid", trackerId())
                .encode();
        return "owntracks:///config?inline="
                + encoded(Base64.getEncoder().encodeToString(configuration.getBytes(StandardCharsets.UTF_8)));
    }

    /** The link that sets Overland up. */
    public String overland() {
        return "overland://setup?url=" + encoded(url()) + "&token=" + token + "&device_id=" + encoded(device());
    }

    /** The web address for online tracking of OsmAnd, which fills in what stands in braces. */
    public String osmAnd() {
        return reportOf() + "&lat={0}&lon={1}&timestamp={2}&altitude={4}&spd={5}&bearing={6}";
    }

    /** The custom URL of GPSLogger, which fills in what begins with a percent sign. */
    public String gpsLogger() {
        return reportOf() + "&lat=%LAT&lon=%LON&time=%TIME&acc=%ACC&alt=%ALT&spd=%SPD&dir=%DIR&batt=%BATT";
    }

    /** How the address of a report begins. A solidus may stand in a query, and percent signs could mean something to apps. */
    private String reportOf() {
        return urlWithToken() + "?id=" + encoded(client).replace("%2F", "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The page's address as a QR code. */
    public QrCode qrCode() {
        return QrCode.encodeText(page(), QrCode.Ecc.LOW);
    }
}
