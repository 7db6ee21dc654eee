package io.herd.config;

import java.time.Duration;

/**
 * The memory of servers on disk. Each server has a directory of its own.
 *
 * @param enabled whether there is one; without it, what all servers of the herd have forgotten at once is lost
 * @param directory where the directories of the servers are
 * @param sync what must have become of a report on disk before it is acknowledged
 * @param deadline how long a report waits for a disk that takes nothing, before its connection is closed without a reply
 */
public record JournalConfig(boolean enabled, String directory, Sync sync, Duration deadline) {
    private static final SettingType<Sync> SYNC = SettingType.oneOf(Sync.class);
    private static final SettingType<Duration> DEADLINE =
            SettingType.duration(Duration.ofMillis(100), Duration.ofHours(1));

    public static final JournalConfig DEFAULT =
            new JournalConfig(true, "data/journal", Sync.ALWAYS, Duration.ofSeconds(5));
    /** A herd that remembers only in memory. */
    public static final JournalConfig NONE =
            new JournalConfig(false, DEFAULT.directory, DEFAULT.sync, DEFAULT.deadline);

    /** What must have become of a report before it is acknowledged. */
    public enum Sync {
        /** It is written and forced to the disk. */
        ALWAYS,
        /** It is written, and forced within a second or so. */
        EVERYSEC,
        /** It is written, and forced when the system likes to. */
        OFF
    }

    public JournalConfig {
        directory = SettingType.PATH.read("journal.directory", directory);
        sync = SYNC.read("journal.sync", sync);
        deadline = DEADLINE.read("journal.deadline", deadline);
    }

    static JournalConfig from(SettingGroup journal) {
        var config = new JournalConfig(
                journal.get("enabled", SettingType.FLAG, DEFAULT.enabled),
                journal.get("directory", SettingType.PATH, DEFAULT.directory),
                journal.get("sync", SYNC, DEFAULT.sync),
                journal.get("deadline", DEADLINE, DEFAULT.deadline));
        journal.end();
        return config;
    }
}
