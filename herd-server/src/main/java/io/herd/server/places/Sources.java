package io.herd.server.places;

import io.herd.config.PlacesConfig;
import java.util.concurrent.atomic.LongAdder;

/** Creates the provider that a configuration names. */
final class Sources {
    private Sources() {}

    /** Where the provider is. */
    static Endpoint endpoint(PlacesConfig config, Endpoint gazetteer) {
        String url = config.url();
        return url != null
                ? Endpoint.of(url)
                : switch (config.provider()) {
                    case GAZETTEER -> gazetteer;
                    case GOOGLE -> Endpoint.of("https://places.googleapis.com");
                    case GOOGLE_LEGACY -> Endpoint.of("https://maps.googleapis.com");
                    case OVERPASS -> Endpoint.of("https://overpass-api.de");
                };
    }

    /** The provider that is there. */
    static Source at(Endpoint endpoint, PlacesConfig config, SearchFailures failures, LongAdder leftOut) {
        var errors = new ProviderErrors(config, failures);
        return switch (config.provider()) {
            case GAZETTEER, GOOGLE_LEGACY -> new LegacySource(config, errors, leftOut);
            case GOOGLE -> new GoogleSource(config, errors, leftOut);
            case OVERPASS -> new OverpassSource(endpoint, config, errors, leftOut);
        };
    }
}
