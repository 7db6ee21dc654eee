package io.herd.server.link;

/**
 * By which secret a link is proven, and what that means for digests.
 *
 * @param name tells the secret from others; four hexadecimal digits
 * @param isPrevious whether it is the secret before the herd's
 * @param comparesDigests whether both ends make their digests with the same key
 */
public record LinkKey(String name, boolean isPrevious, boolean comparesDigests) {
    /** No link is open. */
    static final LinkKey NONE = new LinkKey("", false, false);
}
