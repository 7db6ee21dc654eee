package io.herd.protocol;

/**
 * What a record of the store is about: where a client is, what else its device tells, how it is shown, or a fence. Each of them may be
 * deleted.
 *
 * <p>Records about anything but where a client is have a word and a space before the name, which no client's name can have.
 */
public enum RecordKind {
    /** The newest report of a client. */
    REPORT(""),
    /** The tombstone of a client. */
    DELETED_CLIENT(""),
    /** The newest definition of a fence. */
    FENCE(FenceName.KIND),
    /** The tombstone of a fence. */
    DELETED_FENCE(FenceName.KIND),
    /** The newest {@link Readings} of a client's device. */
    READINGS(Readings.KIND),
    /** The tombstone of readings. */
    DELETED_READINGS(Readings.KIND),
    /** The newest {@link Card} of a client. */
    CARD(Card.KIND),
    /** The tombstone of a card. */
    DELETED_CARD(Card.KIND);

    private final String word;

    RecordKind(String word) {
        this.word = word;
    }

    /** The kind of a line as it was kept. */
    static RecordKind of(Bytes line, int nameStart, int nameLength) {
        boolean isTombstone = ReportLine.isTombstone(line, nameStart + nameLength + 1);
        // The shortest word first: no word has a space, so none is taken for another.
        if (hasWord(CARD, line, nameStart, nameLength)) {
            return isTombstone ? DELETED_CARD : CARD;
        } else if (hasWord(FENCE, line, nameStart, nameLength)) {
            return isTombstone ? DELETED_FENCE : FENCE;
        } else if (hasWord(READINGS, line, nameStart, nameLength)) {
            return isTombstone ? DELETED_READINGS : READINGS;
        }
        return isTombstone ? DELETED_CLIENT : REPORT;
    }

    private static boolean hasWord(RecordKind kind, Bytes line, int nameStart, int nameLength) {
        int space = kind.word.length();
        return nameLength > space && line.charAt(nameStart + space) == ' ';
    }

    /** What stands, with a space, before a name in the name of such a record; empty for a client's. */
    String word() {
        return word;
    }

    /** The name of the record of this kind about a client: its name itself for a report. */
    public Bytes recordName(Bytes client) {
        return word.isEmpty()
                ? client
                : new ByteWriter(word.length() + 1 + client.length())
                        .write(word)
                        .write(' ')
                        .write(client)
                        .since(0);
    }

    /** The name of the client, or of the fence, in the name of a record. */
    public Bytes subject(Bytes recordName) {
        return word.isEmpty() ? recordName : recordName.subSequence(word.length() + 1, recordName.length());
    }

    /** Whether the record says that what it is about is deleted. */
    public boolean isTombstone() {
        return this == DELETED_CLIENT || this == DELETED_FENCE || this == DELETED_READINGS || this == DELETED_CARD;
    }

    /** Whether the record is about a fence. */
    public boolean isOfFence() {
        return this == FENCE || this == DELETED_FENCE;
    }

    /** Whether the record is about where a client is, and not a note about anything else. */
    public boolean isOfClient() {
        return this == REPORT || this == DELETED_CLIENT;
    }

    /** Whether such records never expire: fences and cards, which somebody set. */
    public boolean isLasting() {
        return isOfFence() || this == CARD || this == DELETED_CARD;
    }
}
