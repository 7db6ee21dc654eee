package io.herd.config;

/**
 * A value that was given, and where.
 *
 * @param name the setting as whoever gave the value wrote it: {@code limits.lineBytes}, {@code HERD_LIMITS_LINE_BYTES}
 *     or {@code herd.limits.lineBytes}
 */
record Setting(String name, Object value, Source source) {

    /** Where a value was given; a later one overrides an earlier one. */
    enum Source {
        FILE,
        ENVIRONMENT,
        SYSTEM_PROPERTY
    }

    boolean overrides(Setting other) {
        return source.compareTo(other.source) > 0;
    }
}
