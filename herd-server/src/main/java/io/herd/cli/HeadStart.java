package io.herd.cli;

import io.herd.config.LinksConfig;
import io.herd.server.link.Keyring;
import java.math.BigDecimal;

/**
 * Initialises classes of the JDK on another thread, which take long to initialise and are needed a little later. Code that needs
 * one earlier waits for it, or initialises it itself.
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
