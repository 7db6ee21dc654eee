package io.herd.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReloadDecisionTest {
    private static final PemFiles OLD = new PemFiles("old", "old", "", "");
    private static final PemFiles HALF = new PemFiles("new", "old", "", "");
    private static final PemFiles NEW = new PemFiles("new", "new", "", "");

    private final ReloadDecision decision = new ReloadDecision(OLD);

    @Test
    void whatIsLoadedIsNotLoadedAgain() {
        assertThat(decision.isDue(OLD)).isFalse();
        assertThat(decision.isDue(OLD)).isFalse();
    }

    @Test
    void aChangeIsLoadedOnceTwoChecksHaveReadTheSame() {
        assertThat(decision.isDue(HALF)).isFalse();
        assertThat(decision.isDue(NEW)).isFalse();
        assertThat(decision.isDue(NEW)).isTrue();
        assertThat(decision.isDue(NEW)).isFalse();
    }

    @Test
    void aChangeThatIsTakenBackIsNotLoaded() {
        assertThat(decision.isDue(NEW)).isFalse();
        assertThat(decision.isDue(OLD)).isFalse();
        assertThat(decision.isDue(NEW)).isFalse();
    }

    @Test
    void filesThatCannotBeReadAreJudgedOnceToo() {
        var missing = new PemFiles("", "", "", "a.pem cannot be read: there is no such file");
        assertThat(decision.isDue(missing)).isFalse();
        assertThat(decision.isDue(missing)).isTrue();
        assertThat(decision.isDue(missing)).isFalse();
    }
}
