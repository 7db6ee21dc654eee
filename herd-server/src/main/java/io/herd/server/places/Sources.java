package io.herd.server.places;

import io.herd.config.PlacesConfig;
import java.net.URI;
import java.util.Objects;

/** Which source a configuration names, and where it is. */
final class Sources {
    private static final String OVERPASS_PATH = "/api/interpreter";

    private Sources() {}

    /** The URL of the source. */
    static URI url(PlacesConfig config, String gazetteerUrl) {
        String url = config.url();
        return URI.create(
                url != null
                        ? url
                        : switch (config.provider()) {
                            case GAZETTEER -> gazetteerUrl;
                            case GOOGLE -> "https://places.googleapis.com";
                            case GOOGLE_LEGACY -> "https://maps.googleapis.com";
                            case OVERPASS -> "https://overpass-api.de" + OVERPASS_PATH;
                        });
    }

    /** The source at this URL. */
    static Source at(URI url, PlacesConfig config, SearchFailures failures) {
        return switch (config.provider()) {
            case GAZETTEER -> LegacySource.gazetteer(NearbyDocument.PATH, failures);
            case GOOGLE -> new GoogleSource(key(config), GoogleSource.PATH, failures);
            case GOOGLE_LEGACY -> LegacySource.google(key(config), NearbyDocument.PATH, failures);
            case OVERPASS -> {
                boolean isRoot = url.getPath().isEmpty() || url.getPath().equals("/");
                yield new OverpassSource(isRoot ? OVERPASS_PATH : url.getPath(), config.deadline(), failures);
            }
        };
    }

    private static String key(PlacesConfig config) {
        return Objects.requireNonNull(config.key(), "Google is not asked without a key");
    }
}
