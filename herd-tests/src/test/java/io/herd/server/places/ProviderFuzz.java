package io.herd.server.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Answers of providers, which may be those of any other service. */
public final class ProviderFuzz {
    private static final String KEY = "AIza-the-key";
    private static final Search SEARCH = new Search(new Position(34.07, -118.44), 1_000, 20);
    private static final int[] STATUSES = {200, 400, 401, 403, 406, 429, 500, 503};

    private static final List<Source> SOURCES = List.of(
            new LegacySource(
                    config(PlacesConfig.Provider.GAZETTEER), errors(PlacesConfig.Provider.GAZETTEER), new LongAdder()),
            new GoogleSource(
                    config(PlacesConfig.Provider.GOOGLE), errors(PlacesConfig.Provider.GOOGLE), new LongAdder()),
            new LegacySource(
                    config(PlacesConfig.Provider.GOOGLE_LEGACY),
                    errors(PlacesConfig.Provider.GOOGLE_LEGACY),
                    new LongAdder()),
            new OverpassSource(
                    Endpoint.of("http://a.example"),
                    config(PlacesConfig.Provider.OVERPASS),
                    errors(PlacesConfig.Provider.OVERPASS),
                    new LongAdder()));

    private ProviderFuzz() {}

    /**
     * Whatever is answered leads to an outcome or another question, and neither shows the key.
     *
     * @param input which provider and which status, each a byte; a line for {@code Retry-After}; and the body
     */
    public static void answer(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var text = new String(input, 2, input.length - 2, StandardCharsets.ISO_8859_1);
        int head = Math.max(0, text.indexOf('\n'));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", text.substring(0, head));
        Buffer body = Buffer.buffer(text.substring(head).getBytes(StandardCharsets.ISO_8859_1));
        int status = STATUSES[input[1] & 7];
        Source source = SOURCES.get(input[0] & 3);
        check(source.ask(SEARCH).reader().apply(new HttpAnswer(status, headers, body)), status);
    }

    private static PlacesConfig config(PlacesConfig.Provider provider) {
        return new PlacesConfig(provider, null, KEY, Duration.ofSeconds(5), 1, 1_000);
    }

    private static ProviderErrors errors(PlacesConfig.Provider provider) {
        return new ProviderErrors(
                config(provider), new SearchFailures(Endpoint.of("http://a.example"), config(provider)));
    }

    private static void check(Step step, int status) {
        if (!(step instanceof Outcome outcome)) {
            return;
        }
        NearbyDocument document = outcome.document();
        assertThat(String.valueOf(document.message())).doesNotContain(KEY, "\n");
        if (status != 200) {
            assertThat(document.places()).isEmpty();
        }
        document.places().forEach(place -> {
            assertThat(place.position().latitude()).isBetween(-90.0, 90.0);
            assertThat(place.position().longitude()).isBetween(-180.0, 180.0);
        });
    }
}
