package io.herd.state;

/**
 * The digest of all that is known, and the horizon by which it was made.
 *
 * @param horizon {@link Expiry#UNSETTLED} while it rises
 */
public record RootDigest(long root, long horizon) {
    /** Whether equal roots mean equal states. */
    public boolean isComparableTo(RootDigest other) {
        return horizon == other.horizon && horizon != Expiry.UNSETTLED;
    }
}
