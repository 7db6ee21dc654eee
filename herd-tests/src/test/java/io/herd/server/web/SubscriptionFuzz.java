package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.watch.Interest;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Queries and messages of those who want to be told of something. */
public final class SubscriptionFuzz {
    private SubscriptionFuzz() {}

    /** What is wrong with a query is said in one line. */
    public static void query(byte[] input) {
        var query = new String(input, StandardCharsets.ISO_8859_1);
        for (int question = 0; question < 4; question++) {
            String problem = problem(new QueryParameters(query), question);
            assertThat(problem == null || !problem.isEmpty()).isTrue();
        }
    }

    private static @Nullable String problem(QueryParameters query, int question) {
        switch (question) {
            case 0 -> {
                query.interests().forEach(SubscriptionFuzz::checkAgain);
                query.requireSubscriptions(query.fences().size(), 100);
            }
            case 1 -> {
                boolean isOnEarth = query.position() != null;
                assertThat(query.problem() == null).isEqualTo(isOnEarth);
                double _ = query.radius(50);
            }
            case 2 -> assertThat(query.box() != null).isEqualTo(query.problem() == null);
            default -> {
                var _ = query.polygon();
                var _ = query.fence("within");
                int _ = query.integer("limit", 20, 100);
            }
        }
        return query.problem();
    }

    /** An interest that is written is read again as the same one. */
    private static void checkAgain(Interest interest) {
        Buffer message = JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeStringField("subscribe", "a");
            Interests.write(interest, json);
            json.writeEndObject();
        });
        LiveMessage read = new LiveMessageReader(0).read(message.toString());
        boolean isText = !message.toString().contains("\uFFFD");
        if (isText) {
            assertThat(read)
                    .isInstanceOfSatisfying(
                            LiveMessage.Subscribe.class,
                            again -> assertThat(again.interest()).isEqualTo(interest));
        }
    }

    /** The same of messages. */
    public static void message(byte[] input) {
        LiveMessage message = new LiveMessageReader(1_000).read(new String(input, StandardCharsets.UTF_8));
        switch (message) {
            case LiveMessage.Subscribe subscribe -> checkAgain(subscribe.interest());
            case LiveMessage.Malformed(String detail) -> assertThat(detail).isNotEmpty();
            default -> {}
        }
    }
}
