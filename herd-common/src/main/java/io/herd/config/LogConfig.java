package io.herd.config;

/**
 * Logging. Each server has a log file of its own.
 *
 * @param directory where the log files are
 * @param fileBytes the size at which a file is rotated
 * @param files how many files of a server are kept
 * @param console whether events, which is everything but traffic, are written to standard output as well
 * @param traffic whether lines in and out are logged
 * @param trafficBytes how many bytes of that are logged a second, the first ones; what is beyond is dropped and counted
 * @param queue how many entries may wait to be written, of 1 KiB on average; those beyond are dropped and counted
 */
public record LogConfig(
        String directory, long fileBytes, int files, boolean console, boolean traffic, long trafficBytes, int queue) {
    private static final SettingType<Long> FILE_BYTES = SettingType.size(1 << 10, 1L << 40);
    private static final SettingType<Integer> FILES = SettingType.integer(1, 20);
    private static final SettingType<Long> TRAFFIC_BYTES = SettingType.size(1 << 10, 1L << 40);
    private static final SettingType<Integer> QUEUE = SettingType.integer(16, 1_048_576);

    public static final LogConfig DEFAULT = new LogConfig("logs", 64 << 20, 5, false, true, 1 << 20, 8192);

    public LogConfig {
        directory = SettingType.PATH.read("log.directory", directory);
        fileBytes = FILE_BYTES.read("log.fileBytes", fileBytes);
        files = FILES.read("log.files", files);
        trafficBytes = TRAFFIC_BYTES.read("log.trafficBytes", trafficBytes);
        queue = QUEUE.read("log.queue", queue);
    }

    static LogConfig from(SettingGroup log) {
        var config = new LogConfig(
                log.get("directory", SettingType.PATH, DEFAULT.directory),
                log.get("fileBytes", FILE_BYTES, DEFAULT.fileBytes),
                log.get("files", FILES, DEFAULT.files),
                log.get("console", SettingType.FLAG, DEFAULT.console),
                log.get("traffic", SettingType.FLAG, DEFAULT.traffic),
                log.get("trafficBytes", TRAFFIC_BYTES, DEFAULT.trafficBytes),
                log.get("queue", QUEUE, DEFAULT.queue));
        log.end();
        return config;
    }
}
