package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.bench.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class BenchOptionsTest {
    @Command
    private static final class Holder {
        @Mixin
        private final BenchOptions options = new BenchOptions();
    }

    @Test
    void theyMakeALoad() {
        var holder = new Holder();
        var _ = new CommandLine(holder)
                .parseArgs("--connections", "3", "--depth", "4", "--clients", "5", "--seconds", "6", "--rate", "7");
        Plan plan = holder.options.plan();
        assertThat(plan.connections()).isEqualTo(3);
        assertThat(plan.depth()).isEqualTo(4);
        assertThat(plan.clients()).isEqualTo(5);
        assertThat(plan.time()).isEqualTo(Duration.ofSeconds(6));
        assertThat(holder.options.rate).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "--rate,0,'from 1 to 5,000,000'",
        "--rate,-1,'from 1 to 5,000,000'",
        "--rate,5000001,'from 1 to 5,000,000'",
        "--rate,99999999999,not an int",
        "--rate,fast,not an int",
        "--clients,0,'from 1 to 99,999,999'",
        "--connections,10001,'from 1 to 10,000'",
        "--depth,-64,'from 1 to 10,000'",
        "--seconds,101,from 1 to 100"
    })
    void mistakesAreUsageErrors(String option, String value, String complaint) {
        CommandLine commandLine = RootCommand.commandLine();
        var errors = new StringWriter();
        commandLine.setErr(new PrintWriter(errors));
        assertThat(commandLine.execute("bench", option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(option, complaint);
    }

    @Test
    void theHelpTellsWhatARateMeasures() {
        String help = new CommandLine(new Bench()).getUsageMessage();
        assertThat(help).contains("--rate=N", "Open loop", "coordinated omission");
    }
}
