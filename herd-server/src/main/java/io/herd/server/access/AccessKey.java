package io.herd.server.access;

import io.herd.config.HerdConfig;
import org.jspecify.annotations.Nullable;

/** What credentials of a herd are made and checked with. */
public final class AccessKey {
    private AccessKey() {}

    /** The key of a configuration: that of its tokens, or else the secret of its servers; null if there is neither. */
    public static @Nullable String of(HerdConfig config) {
        String key = config.access().key();
        return key == null ? config.links().secret() : key;
    }
}
