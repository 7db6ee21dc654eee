package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void theLimitIsTheOneThatHoldsNow() {
        assertThat(OpenFiles.limit("""
                        Limit                     Soft Limit           Hard Limit           Units
                        Max cpu time              unlimited            unlimited            seconds
                        Max open files            4096                 524288               files
                        """)).isEqualTo(4096);
        assertThat(OpenFiles.limit("Max open files            unlimited            unlimited            files\n"))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void thisProcessHasOne() {
        assertThat(OpenFiles.limit()).isGreaterThan(16);
    }
}
