package io.herd.config;

/**
 * What phones and trackers are told, and may send over HTTP.
 *
 * @param friends of how many others OwnTracks is told at most in an answer; 0 for none
 * @param bodyBytes how long the body of an app's request may be, also when it is unpacked
 */
public record PhonesConfig(int friends, int bodyBytes) {
    private static final SettingType<Integer> FRIENDS = SettingType.integer(0, 10_000);
    private static final SettingType<Long> BODY_BYTES = SettingType.size(1 << 10, 1 << 28);

    public static final PhonesConfig DEFAULT = new PhonesConfig(100, 1 << 20);

    public PhonesConfig {
        friends = FRIENDS.read("phones.friends", friends);
        bodyBytes = Math.toIntExact(BODY_BYTES.read("phones.bodyBytes", (long) bodyBytes));
    }

    static PhonesConfig from(SettingGroup phones) {
        var config = new PhonesConfig(
                phones.get("friends", FRIENDS, DEFAULT.friends),
                Math.toIntExact(phones.get("bodyBytes", BODY_BYTES, (long) DEFAULT.bodyBytes)));
        phones.end();
        return config;
    }
}
