package io.herd.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.herd.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and ends of a connection, without one: the session and the channel note what happens to them. */
class LineFlowTest implements LineListener, LineFlow.Channel {
    private final List<String> heard = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final LineFlow flow = new LineFlow(8, this);
    /** What the session does on a line. */
    private Consumer<String> onLine = _ -> {};

    @BeforeEach
    void listen() {
        flow.listen(this);
    }

    private void receive(String bytes) {
        flow.received(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100})
    void linesAreHandedOnHoweverTheyAreSplitAndEachReadHasItsEnd(int size) {
        String input = "one\n\ntwo\nthree\n";
        for (int from = 0; from < input.length(); from += size) {
            receive(input.substring(from, Math.min(input.length(), from + size)));
        }
        assertThat(heard).filteredOn(each -> !each.equals("end of read")).containsExactly("one", "", "two", "three");
        assertThat(heard).filteredOn("end of read"::equals).hasSize(Math.ceilDiv(input.length(), size));
        assertThat(heard).endsWith("end of read");
        assertThat(flow.held()).isZero();
    }

    @Test
    void aSessionThatPausesInTheMidstOfAReadGetsTheRestWhenItResumes() {
        onLine = line -> {
            if (line.equals("two")) {
                flow.pause();
            }
        };
        receive("one\ntwo\nthree\n");
        assertThat(heard).containsExactly("one", "two", "end of read");
        assertThat(done).containsExactly("hold back");
        flow.resume();
        assertThat(heard).endsWith("three", "end of read");
        assertThat(done).containsExactly("hold back", "read");
    }

    @Test
    void whoPausesAgainAtOnceIsNotReadMeanwhile() {
        onLine = _ -> flow.pause();
        receive("one\ntwo\n");
        flow.resume();
        assertThat(heard).containsExactly("one", "end of read", "two", "end of read");
        assertThat(done).containsExactly("hold back", "hold back");
    }

    @Test
    void theEndOfTheInputWaitsUntilTheSessionResumes() {
        onLine = _ -> flow.pause();
        receive("one\nhalf");
        flow.inputEnded();
        assertThat(heard).containsExactly("one", "end of read", "end of read");
        flow.resume();
        assertThat(heard).endsWith("unfinished half", "end of input", "end of read");
    }

    @Test
    void nothingComesAfterTheEndOfTheInput() {
        flow.inputEnded();
        receive("late\n");
        assertThat(heard).containsExactly("end of input", "end of read", "end of read");
    }

    @Test
    void ofAnOverlongLineTheFirstBytesAreHandedOnAndNothingBehindThem() {
        receive("one\n123456789\ntwo\n");
        receive("three\n");
        assertThat(heard).containsExactly("one", "overlong 12345678", "end of read", "end of read");
    }

    @Test
    void aLineMayBeLongerForTheNextSession() {
        onLine = _ -> flow.handOver(this, 20);
        receive("one\n123456789\n");
        assertThat(heard).containsExactly("one", "123456789", "end of read");
    }

    @Test
    void aLineThatHasBegunCanBeEnded() {
        receive("one\nhalf");
        assertThat(flow.isInMidLine()).isTrue();
        flow.endLine();
        assertThat(heard).endsWith("half", "end of read");
        assertThat(flow.isInMidLine()).isFalse();
    }

    @Test
    void whoFinishesHearsNothingMoreAndIsClosedAWhileLater() {
        onLine = _ -> flow.finish();
        receive("one\ntwo\n");
        receive("three\n");
        assertThat(heard).containsExactly("one", "end of read");
        assertThat(done).containsExactly("in 10000 ms", "read", "end output", "in 1000 ms");
        timers.getLast().run();
        assertThat(done).endsWith("close");
        timers.getFirst().run();
        assertThat(done).endsWith("abort");
    }

    @Test
    void whoFinishesIsClosedAsSoonAsTheOtherSideEndsToo() {
        flow.finish();
        assertThat(done).doesNotContain("close");
        flow.inputEnded();
        assertThat(done).endsWith("close");
    }

    @Test
    void whoFinishesAfterTheEndOfTheInputIsClosedAtOnceAndCutIfTheOtherSideDoesNotRead() {
        flow.inputEnded();
        flow.finish();
        assertThat(done).containsExactly("in 10000 ms", "close");
        timers.getFirst().run();
        assertThat(done).endsWith("abort");
    }

    @Test
    void whoPausesIsReadAgainOnceItFinishes() {
        flow.pause();
        flow.finish();
        assertThat(done).contains("read");
        flow.pause();
        assertThat(done).containsOnlyOnce("hold back");
    }

    @Test
    void finishingTwiceOrAfterTheEndDoesNothing() {
        flow.finish();
        List<String> once = List.copyOf(done);
        flow.finish();
        assertThat(done).isEqualTo(once);
    }

    @Test
    void aConnectionThatIsGoneNeedsNoEnd() {
        receive("half");
        flow.closed();
        flow.finish();
        flow.resume();
        receive("more\n");
        assertThat(done).isEmpty();
        assertThat(heard).containsExactly("end of read", "closed");
    }

    @Test
    void aFaultOfTheSessionCutsTheConnection() {
        onLine = _ -> {
            throw new IllegalStateException("planted");
        };
        assertThatIllegalStateException().isThrownBy(() -> receive("one\n")).withMessage("planted");
        assertThat(done).containsExactly("abort");
    }

    @Override
    public void line(Bytes line) {
        heard.add(line.toString());
        onLine.accept(line.toString());
    }

    @Override
    public void unfinishedLine(Bytes line) {
        heard.add("unfinished " + line);
    }

    @Override
    public void overlongLine(Bytes head) {
        heard.add("overlong " + head);
    }

    @Override
    public void endOfRead() {
        heard.add("end of read");
    }

    @Override
    public void endOfInput() {
        heard.add("end of input");
    }

    @Override
    public void writable() {
        heard.add("writable");
    }

    @Override
    public void stop() {
        heard.add("stop");
    }

    @Override
    public void closed() {
        heard.add("closed");
    }

    @Override
    public void read(boolean isWanted) {
        done.add(isWanted ? "read" : "hold back");
    }

    @Override
    public void endOutput(Runnable then) {
        done.add("end output");
        then.run();
    }

    @Override
    public void close() {
        done.add("close");
    }

    @Override
    public void abort() {
        done.add("abort");
    }

    @Override
    public void later(long millis, Runnable task) {
        done.add("in " + millis + " ms");
        timers.add(task);
    }
}
