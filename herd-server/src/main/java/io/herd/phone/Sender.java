package io.herd.phone;

/**
 * Whose device a message is about, as the message or the request says.
 *
 * @param user empty if that is not said
 * @param device empty if that is not said
 */
public record Sender(String user, String device) {
    /** It is not said. */
    public static final Sender UNKNOWN = new Sender("", "");

    private static final String LEVEL = "/";
    private static final int DEVICE_LEVEL = 2;

    /** The one in a topic of OwnTracks, {@code owntracks/<user>/<device>}, perhaps with more behind it. */
    public static Sender ofTopic(String topic) {
        String[] levels = topic.split(LEVEL, -1);
        return levels.length > DEVICE_LEVEL ? new Sender(levels[1], levels[DEVICE_LEVEL]) : UNKNOWN;
    }

    /** This one, with what it does not say from another. */
    public Sender or(Sender other) {
        return new Sender(user.isEmpty() ? other.user : user, device.isEmpty() ? other.device : device);
    }

    /** The name that its client has unless its credential says more: {@code user/device}, or what there is of it. */
    public String name() {
        return user.isEmpty() || device.isEmpty() ? user + device : user + LEVEL + device;
    }
}
