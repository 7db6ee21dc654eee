package io.herd.config;

import java.time.Duration;

/**
 * Where clients were before: what a server keeps of the reports that it takes, besides the newest of each client.
 *
 * @param enabled whether any is kept
 * @param directory where the directories of the servers are
 * @param reports how many reports of a client are kept
 * @param age how old a report may be, by its own time
 * @param bytes how much all of them may take in memory; on disk they take up to twice as much
 */
public record HistoryConfig(boolean enabled, String directory, int reports, Duration age, long bytes) {
    private static final SettingType<Integer> REPORTS = SettingType.integer(1, 1_000_000);
    private static final SettingType<Duration> AGE =
            SettingType.duration(Duration.ofSeconds(1), Duration.ofDays(3_650));
    private static final SettingType<Long> BYTES = SettingType.size(1L << 20, 1L << 40);

    /** No history. */
    public static final HistoryConfig DEFAULT =
            new HistoryConfig(false, "data/history", 10_000, Duration.ofDays(30), 256L << 20);

    public HistoryConfig {
        directory = SettingType.PATH.read("history.directory", directory);
        reports = REPORTS.read("history.reports", reports);
        age = AGE.read("history.age", age);
        bytes = BYTES.read("history.bytes", bytes);
    }

    static HistoryConfig from(SettingGroup history) {
        var config = new HistoryConfig(
                history.get("enabled", SettingType.FLAG, DEFAULT.enabled),
                history.get("directory", SettingType.PATH, DEFAULT.directory),
                history.get("reports", REPORTS, DEFAULT.reports),
                history.get("age", AGE, DEFAULT.age),
                history.get("bytes", BYTES, DEFAULT.bytes));
        history.end();
        return config;
    }
}
