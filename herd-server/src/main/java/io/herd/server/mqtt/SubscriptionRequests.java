package io.herd.server.mqtt;

import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.vertx.core.Future;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a client asks to subscribe to and to unsubscribe from: the index of clients takes a moment for each, so that one is done after the
 * other, and only so many a second. Confined to its event loop.
 */
final class SubscriptionRequests {
    /** How many filters may come and go at once, and how many a second after that. */
    private static final int MOST_AT_ONCE = 100;

    private static final int MOST_A_SECOND = 20;

    private final SessionContext context;
    private final Subscriptions subscriptions;
    private final Allowance allowance = new Allowance(MOST_AT_ONCE, MOST_A_SECOND);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean isBusy;

    SubscriptionRequests(SessionContext context, Subscriptions subscriptions) {
        this.context = context;
        this.subscriptions = subscriptions;
    }

    void subscribe(MqttSubscribeMessage message) {
        add(() -> {
            allowance.spend(message.topicSubscriptions().size());
            List<Future<MqttSubAckReasonCode>> codes =
                    message.topicSubscriptions().stream().map(this::subscribe).toList();
            Future.all(codes)
                    .onSuccess(all -> context.loop().execute(() -> {
                        context.connection().subscribed(message.messageId(), all.list());
                        done();
                    }));
        });
    }

    private Future<MqttSubAckReasonCode> subscribe(MqttTopicSubscription wish) {
        TopicFilter filter = TopicFilter.parse(wish.topicName());
        if (filter == null || filter.isShared()) {
            context.counters().refused(MqttRefusal.FILTER).increment();
            return Future.succeededFuture(
                    filter == null
                            ? MqttSubAckReasonCode.TOPIC_FILTER_INVALID
                            : MqttSubAckReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED);
        }
        boolean wantsNewest = wish.subscriptionOption() == null
                || wish.subscriptionOption().retainHandling() != RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE;
        return subscriptions.begin(filter, wish.qualityOfService(), wantsNewest);
    }

    void unsubscribe(MqttUnsubscribeMessage message) {
        add(() -> {
            allowance.spend(message.topics().size());
            List<MqttUnsubAckReasonCode> codes = message.topics().stream()
                    .map(TopicFilter::parse)
                    .map(filter -> filter != null && subscriptions.end(filter)
                            ? MqttUnsubAckReasonCode.SUCCESS
                            : MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED)
                    .toList();
            context.connection().unsubscribed(message.messageId(), codes);
            done();
        });
    }

    private void add(Runnable request) {
        waiting.add(request);
        next();
    }

    private void done() {
        isBusy = false;
        next();
    }

    private void next() {
        if (!isBusy && !waiting.isEmpty() && !allowance.isSpent()) {
            isBusy = true;
            // Other connections have their turn.
            context.loop().execute(waiting.removeFirst());
        }
        context.connection().pause(MqttConnection.Busy.SUBSCRIBING, isBusy || !waiting.isEmpty());
    }

    /** To be called about once a second. */
    void tick() {
        allowance.refill();
        next();
    }
}
