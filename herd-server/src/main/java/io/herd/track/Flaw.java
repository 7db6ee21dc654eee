package io.herd.track;

/** Why a point cannot be used. */
public enum Flaw {
    NO_TIME("without a time"),
    BAD_TIME("with a malformed time"),
    NO_POSITION("without a position on the Earth"),
    VOID("void, since the receiver had no fix"),
    BAD_CHECKSUM("with a wrong or missing checksum"),
    MALFORMED("malformed");

    private final String words;

    Flaw(String words) {
        this.words = words;
    }

    /** For people, behind a number of points. */
    public String words() {
        return words;
    }
}
