package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportOrderTest {
    private final ReportOrder order = new ReportOrder();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatHasNoReportsBeforeItRunsAtOnce() {
        order.then(() -> done.add("question"));
        assertThat(done).containsExactly("question");
    }

    @Test
    void whatIsBehindReportsWaitsForAllOfThemInWhateverOrderTheyAreDone() {
        Runnable first = order.begin();
        Runnable second = order.begin();
        order.then(() -> done.add("question"));
        Runnable third = order.begin();
        order.then(() -> done.add("another"));
        second.run();
        third.run();
        assertThat(done).isEmpty();
        first.run();
        assertThat(done).containsExactly("question", "another");
    }
}
