package io.herd.state;

import org.jspecify.annotations.Nullable;

/**
 * The debts of a server, a bit each. Those bits stand beside each report that is owed, under its branch's lock, so that
 * owing a change to all neighbours costs hardly more than keeping it. Safe for any number of threads.
 */
final class Debts {
    /** The bits of those to whom every change is owed. */
    private volatile int open;
    /** By their bits; a bit is taken until no report carries it any more. */
    private final @Nullable Debt[] debts = new Debt[Integer.SIZE];

    synchronized Debt open(HerdState state) {
        for (int number = 0; number < debts.length; number++) {
            if (debts[number] == null) {
                var debt = new Debt(state, 1 << number);
                debts[number] = debt;
                open |= debt.bit();
                return debt;
            }
        }
        throw new IllegalStateException("more than " + debts.length + " neighbours");
    }

    /** From now on no change is added to a debt; those added before can still be settled. */
    synchronized void stop(Debt debt) {
        open &= ~debt.bit();
    }

    /** Frees the bit of a debt that no report carries any more. */
    synchronized void free(Debt debt) {
        debts[Integer.numberOfTrailingZeros(debt.bit())] = null;
    }

    /** The bits of all open debts. To be called, as {@link #openBitOf} is, under the lock of the branch that carries them. */
    int open() {
        return open;
    }

    /**
     * The bit of a debt, or 0 if there is none or it has ended: a debt that ends goes through all branches, and only then
     * may its bit mean another.
     */
    int openBitOf(@Nullable Debt debt) {
        return debt != null && debt.isOpen() ? debt.bit() : 0;
    }

    /** Puts a leaf into the queues of debts. */
    void queue(int leaf, int bits) {
        for (int rest = bits; rest != 0; rest &= rest - 1) {
            Debt debt = debts[Integer.numberOfTrailingZeros(rest)];
            if (debt != null) {
                debt.queue(leaf);
            }
        }
    }
}
