package io.arapaima.manager;

import io.arapaima.ipvs.KernelAddresses;
import java.nio.file.Path;
import java.util.Optional;

/** A hub with the kernel's addresses in a process of its own, to be stopped and killed by {@link LeaseKernelTest}. */
final class LeaseVictim {
    private LeaseVictim() {}

    public static void main(String[] words) throws Exception {
        TestHub.start(Path.of(words[0]), new MemoryDataPlane(), KernelAddresses.open(), Optional.empty());
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
