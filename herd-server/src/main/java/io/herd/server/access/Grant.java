package io.herd.server.access;

import io.herd.access.Permissions;

/**
 * What a connection may do, for as long as its credential is worth something; then what everybody may do. For any number of threads.
 */
public final class Grant {
    private final String credential;
    private final String name;
    private final long expires;
    private volatile Permissions permissions;

    /**
     * @param name whose it is, for people
     * @param expires POSIX seconds
     */
    Grant(String credential, String name, long expires, Permissions permissions) {
        this.credential = credential;
        this.name = name;
        this.expires = expires;
        this.permissions = permissions;
    }

    /** What nobody can take back: what those may do that show no credential. */
    public static Grant ofAnybody(Permissions permissions) {
        return new Grant("", "", Long.MAX_VALUE, permissions);
    }

    public boolean isAnonymous() {
        return credential.isEmpty();
    }

    public Permissions permissions() {
        return permissions;
    }

    String credential() {
        return credential;
    }

    public String name() {
        return name;
    }

    long expires() {
        return expires;
    }

    void change(Permissions others) {
        permissions = others;
    }
}
