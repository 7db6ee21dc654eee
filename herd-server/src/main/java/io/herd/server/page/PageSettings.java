package io.herd.server.page;

import io.herd.config.HerdConfig;
import io.herd.config.PlacesConfig;
import io.herd.server.web.HtmlTemplate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the page has to know of the server that serves it. There is no secret in it.
 *
 * @param provider where places come from; the terms of some forbid to show theirs on the page's map
 * @param tiles the template of the URLs of online map tiles; null if the page asks nobody for any
 * @param attribution whom to credit for the tiles
 */
record PageSettings(
        String server,
        PlacesConfig.Provider provider,
        @Nullable String tiles,
        String attribution) {
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/]+");

    static PageSettings of(HerdConfig herd, String server) {
        return new PageSettings(
                server,
                herd.places().provider(),
                herd.http().tiles(),
                herd.http().tilesAttribution());
    }

    /** Fills a template. */
    String fill(String template, String assets) {
        Map<String, String> texts = Map.of(
                "assets", assets,
                "server", server,
                "provider", provider.name().toLowerCase(Locale.ROOT),
                "tiles", tiles == null ? "" : tiles,
                "attribution", attribution);
        return new HtmlTemplate(template).fill(texts, Map.of());
    }

    /** Where the page may load images from besides its server, with a space before it; empty if from nowhere. */
    String imageOrigin() {
        Matcher origin = ORIGIN.matcher(tiles == null ? "" : tiles);
        return origin.lookingAt() ? " " + origin.group() : "";
    }
}
