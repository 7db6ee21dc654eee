package io.herd.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server serves over HTTP.
 *
 * @param cors the origins whose pages may use the API in browsers, such as {@code https://map.example}; {@code *} alone for all
 * @param tiles the URLs of online map tiles for the page, with {@code {z}}, {@code {x}} and {@code {y}} in them; null for none
 * @param tilesAttribution whom the page credits for them
 */
public record HttpConfig(List<String> cors, @Nullable String tiles, String tilesAttribution) {
    private static final Pattern TEMPLATE = Pattern.compile("https?://[\\w.-]+(:\\d{1,5})?/[!-~]*");

    private static final SettingType<List<String>> CORS = SettingType.origins();
    private static final SettingType<String> TILES = SettingType.text(
            "http:// or https://, a host, and a path with {z}, {x} and {y}, such as https://tiles.example/{z}/{x}/{y}.png",
            HttpConfig::isTemplate);

    public static final HttpConfig DEFAULT = new HttpConfig(List.of(), null, "");

    public HttpConfig {
        cors = CORS.read("http.cors", cors);
        tiles = tiles == null ? null : TILES.read("http.tiles", tiles);
    }

    /** One with the defaults for all else. */
    public HttpConfig(List<String> cors) {
        this(cors, DEFAULT.tiles, DEFAULT.tilesAttribution);
    }

    private static boolean isTemplate(String text) {
        return TEMPLATE.matcher(text).matches()
                && List.of("{z}", "{x}", "{y}").stream().allMatch(text::contains);
    }

    static HttpConfig from(SettingGroup http) {
        var config = new HttpConfig(
                http.get("cors", CORS, DEFAULT.cors),
                http.optional("tiles", TILES),
                http.get("tilesAttribution", SettingType.TEXT, DEFAULT.tilesAttribution));
        http.end();
        return config;
    }
}
