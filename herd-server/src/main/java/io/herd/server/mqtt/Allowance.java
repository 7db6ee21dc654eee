package io.herd.server.mqtt;

/** How much a client may have done: some at once, and so much a second. */
final class Allowance {
    private final int most;
    private final int perSecond;
    private int left;

    /** @param most how much at once; no more is owed either, so that it ends */
    Allowance(int most, int perSecond) {
        this.most = most;
        this.perSecond = perSecond;
        left = most;
    }

    /** To be called about once a second. */
    void refill() {
        left = Math.min(most, left + perSecond);
    }

    boolean isSpent() {
        return left <= 0;
    }

    void spend(int amount) {
        left = Math.max(-most, left - amount);
    }
}
