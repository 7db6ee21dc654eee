package io.herd.server.hook;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the public Internet from those of private networks and of this machine. */
final class PublicAddress {
    private PublicAddress() {}

    static boolean isPublic(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && (address instanceof Inet4Address
                        ? isPublic4(address.getAddress())
                        : isPublic6(address.getAddress()));
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean isCarriersOwn = first == 100 && (second & 0xc0) == 64;
        boolean isForTests = first == 198 && (second & 0xfe) == 18;
        return first != 0 && first < 240 && !isCarriersOwn && !isForTests;
    }

    /** Only the global unicast range; and no addresses that stand for others: of translation, tunnels and documentation. */
    private static boolean isPublic6(byte[] bytes) {
        boolean isGlobal = (bytes[0] & 0xe0) == 0x20;
        boolean is6to4 = (bytes[0] & 0xff) == 0x20 && bytes[1] == 0x02;
        boolean isSpecial = (bytes[0] & 0xff) == 0x20 && bytes[1] == 0x01 && bytes[2] < 2 && bytes[2] >= 0;
        return isGlobal && !is6to4 && !isSpecial;
    }
}
