package io.herd.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.server.fence.Events;
import io.herd.server.fence.FenceEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a webhook is owed, who sends it, and where it may be. */
class HookQueueTest {
    private static final long SECOND = 1_000_000_000;
    private static final long DAY = 86_400 * SECOND;

    private final HookCounters counters = new HookCounters();
    private final HookQueue queue = new HookQueue(new Random(1), counters);

    private static FenceEvent event(String client, long seconds) {
        return Events.enter(client, "depot", seconds);
    }

    @Test
    void eventsLeaveInTheirOrderAndOneBatchAtATime() {
        queue.add(event("kiwi", 1), 0);
        queue.add(event("emu", 1), 0);
        assertThat(queue.take(0)).containsExactly(event("kiwi", 1), event("emu", 1));
        queue.add(event("moa", 2), 0);
        assertThat(queue.take(0)).isEmpty();
        queue.delivered();
        assertThat(queue.take(0)).containsExactly(event("moa", 2));
        queue.delivered();
        assertThat(queue.size()).isZero();
        assertThat(counters.delivered.sum()).isEqualTo(3);
    }

    @Test
    void whatFailsIsSentAgainLaterAndOnlyTheNewest() {
        queue.add(event("kiwi", 1), 0);
        queue.add(event("emu", 1), 0);
        assertThat(queue.take(0)).hasSize(2);
        queue.add(event("kiwi", 2), 0);
        queue.failed(0);
        assertThat(queue.take(SECOND / 4)).isEmpty();
        assertThat(queue.take(SECOND)).containsExactly(event("emu", 1), event("kiwi", 2));
        assertThat(counters.retried.sum()).isEqualTo(1);
    }

    @Test
    void whatIsOwedIsBoundedInBytes() {
        String longName = "x".repeat(7_000);
        int count = 0;
        while (counters.dropped.sum() == 0) {
            queue.add(event(longName + count++, 1), 0);
        }
        assertThat(queue.heldBytes()).isBetween(HookQueue.MOST_BYTES - 8_000, HookQueue.MOST_BYTES);
        assertThat(queue.take(0)).hasSizeLessThanOrEqualTo(HookQueue.BATCH_BYTES / 7_000 + 1);
        queue.failed(0);
        assertThat(queue.heldBytes()).isLessThanOrEqualTo(HookQueue.MOST_BYTES);
        for (long now = DAY / 2; queue.size() > 0; now += SECOND) {
            assertThat(queue.take(now)).isNotEmpty();
            queue.delivered();
        }
        assertThat(queue.heldBytes()).isZero();
    }

    @Test
    void theEventsOfAClientArriveInTheirOrderWhateverFails() {
        var random = new Random(5);
        Map<String, Long> last = new HashMap<>();
        Map<String, Long> newest = new HashMap<>();
        long now = 0;
        for (long second = 1; second < 5_000 || queue.size() > 0; second++) {
            now += SECOND;
            String client = "c" + random.nextInt(20);
            if (second < 5_000) {
                newest.put(client, second);
                queue.add(Events.enter(client, "fence" + random.nextInt(3), second), now);
            }
            List<FenceEvent> batch = queue.take(now);
            if (random.nextInt(3) == 0) {
                queue.failed(now);
            } else {
                for (FenceEvent each : batch) {
                    long time = each.cause().timeNanos();
                    assertThat(time)
                            .isGreaterThanOrEqualTo(
                                    last.getOrDefault(each.client().toString(), 0L));
                    last.put(each.client().toString(), time);
                }
                queue.delivered();
            }
        }
        newest.replaceAll((_, second) -> second * SECOND);
        assertThat(last).isEqualTo(newest);
    }

    @Test
    void itWaitsEverLongerButNotForEver() {
        long now = 0;
        for (int i = 0; i < 20; i++) {
            queue.add(event("kiwi", 1), now);
            now += 300 * SECOND;
            assertThat(queue.take(now)).hasSize(1);
            queue.failed(now);
        }
        assertThat(queue.take(now + 100 * SECOND)).isEmpty();
        assertThat(queue.take(now + 300 * SECOND)).hasSize(1);
    }

    @Test
    void afterADayItGivesUp() {
        queue.add(event("kiwi", 1), 0);
        assertThat(queue.take(1)).hasSize(1);
        queue.failed(1);
        queue.add(event("emu", 1), DAY / 2);
        assertThat(queue.take(DAY + SECOND)).containsExactly(event("emu", 1));
        assertThat(counters.expired.sum()).isEqualTo(1);
    }

    @Test
    void oneServerOwnsATargetAndAnotherTakesOver() {
        List<String> servers = List.of("Goloman", "Hands", "Welsh");
        Map<String, Long> alive = Map.of("Goloman", 1L, "Hands", 1L, "Welsh", 1L);
        Map<String, Long> later = Map.of("Goloman", 9L, "Hands", 9L, "Welsh", 9L);
        for (String target : List.of("http://a/", "http://b/", "http://c/", "http://d/")) {
            List<String> owners = servers.stream()
                    .filter(each -> isOwner(each, target, alive, later))
                    .toList();
            assertThat(owners).hasSize(1);
            Map<String, Long> dead = new HashMap<>(later);
            dead.put(owners.getFirst(), 1L);
            assertThat(servers.stream()
                            .filter(each -> !each.equals(owners.getFirst()))
                            .filter(each -> isOwner(each, target, alive, dead)))
                    .hasSize(1);
        }
    }

    private static boolean isOwner(String server, String target, Map<String, Long> before, Map<String, Long> after) {
        var owner = new HookOwner(server);
        owner.hear(before, 0);
        owner.hear(after, 11 * SECOND);
        return owner.owner(target, 12 * SECOND).equals(server);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "10.1.2.3, false",
        "172.16.0.1, false",
        "192.168.1.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "100.128.0.1, true",
        "198.18.0.1, false",
        "0.0.0.0, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "8.8.8.8, true",
        "::1, false",
        "::ffff:127.0.0.1, false",
        "fe80::1, false",
        "fd00::1, false",
        "64:ff9b::a00:1, false",
        "2002:a00:1::, false",
        "2001::1, false",
        "2001:4860:4860::8888, true"
    })
    void privateNetworksAreToldFromOthers(String address, boolean isPublic) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isEqualTo(isPublic);
    }
}
