package dev.tidemark.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcTextTest {

    @Test
    void namesMayHoldBracketsAndSpaces() throws IOException {
        String stat = "42 (a) b (c)) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0 9 0 123";
        assertEquals(1_750_000, ProcText.processCpuMicros(stat));
        assertThrows(IOException.class, () -> ProcText.processCpuMicros("42 (a) S 1"));
    }

    @Test
    void waitingIsIdleAndGuestsCountOnce() throws IOException {
        String stat = "cpu  10 20 30 400 50 6 7 8 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n";
        assertEquals(new MachineUsage(810_000, 5_310_000), ProcText.machineUsage(stat));
        assertThrows(IOException.class, () -> ProcText.machineUsage("intr 1 2 3"));
    }

    @Test
    void othersHaveWhatIsNotOurs() {
        MachineUsage before = new MachineUsage(1_000, 10_000);
        MachineUsage after = new MachineUsage(1_600, 11_000);
        assertEquals(0.4, after.foreignShareSince(before, 200));
        assertEquals(0, after.foreignShareSince(before, 700));
        assertEquals(0, before.foreignShareSince(before, 0));
    }

    @Test
    void fieldsAreFoundByTheirWholeName() throws IOException {
        String text = "VmHWMx: 1 kB\nVmHWM:\t  2048 kB\nwrite_bytes: 77\n";
        assertEquals(Optional.of("2048 kB"), ProcText.field(text, "VmHWM"));
        assertEquals(2048, ProcText.kibibytes(text, "VmHWM"));
        assertEquals(77, ProcText.number(text, "write_bytes"));
        assertThrows(IOException.class, () -> ProcText.number(text, "read_bytes"));
    }
}
