package io.scaler4j.http;

/** What the requests that wait at all gates of a process may take together. Thread-safe. */
public final class HoldBudget {

    private final int mostRequests;
    private final long mostBytes;
    private int requests;
    private long bytes;

    private HoldBudget(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /**
     * Returns a budget of which nothing is taken.
     *
     * @param requests at least 0; 10,000 suits a process with 512 MiB
     * @param bytes at least 0
     * @return the budget
     * @throws IllegalArgumentException if negative
     */
    public static HoldBudget of(int requests, long bytes) {
        if (requests < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "a budget must be at least 0, was " + requests + " requests and " + bytes + " bytes");
        }
        return new HoldBudget(requests, bytes);
    }

    /** {@return 10,000 requests and 256 MiB, of which nothing is taken} */
    public static HoldBudget ofDefaults() {
        return of(10_000, 256L << 20);
    }

    synchronized boolean take(long size) {
        if (requests >= mostRequests || size > mostBytes - bytes) {
            return false;
        }
        requests++;
        bytes += size;
        return true;
    }

    synchronized void giveBack(long size) {
        requests--;
        bytes -= size;
    }

    @Override
    public synchronized String toString() {
        return requests + " of " + mostRequests + " requests, " + bytes + " of " + mostBytes + " bytes";
    }
}
