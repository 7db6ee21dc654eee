package io.herd.cli;

import io.herd.config.LinksConfig;
import io.herd.server.link.Keyring;
import java.math.BigDecimal;

/**
 * Initialises, on another processor, what the JDK takes long to initialise and a command needs a little later. Whoever needs it
 * before it is there waits, or does it itself.
 */
final class HeadStart implements Runnable {
    static void begin() {
        Thread.ofPlatform().daemon().name("head start").start(new HeadStart());
    }

    @Override
    public void run() {
        // Raises five to the 65,536th power; JSON parsers need it, and so does the configuration.
        boolean _ = BigDecimal.ONE.signum() > 0;
        // Makes proxies for annotations; Netty looks for those of each handler in a connection.
        boolean _ = Runnable.class.isAnnotationPresent(FunctionalInterface.class);
        // Looks for all providers of cryptography.
        var _ = Keyring.of(LinksConfig.DEFAULT).hash();
    }
}
