package io.arapaima.nanny;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;

/**
 * What a Quartz trigger for each check costs, beside one for each slot: each check is a virtual thread that notes
 * its lateness. Arguments: {@code check} or {@code slot}, checks a second, seconds.
 */
final class TriggerBenchmark {
    private static volatile Lateness lateness = new Lateness();

    private TriggerBenchmark() {}

    public static void main(String[] words) throws Exception {
        boolean slots = words[0].equals("slot");
        int checks = Integer.parseInt(words[1]);
        int seconds = Integer.parseInt(words[2]);
        int triggers = slots ? (int) (1000 / CheckSchedule.SLOT_MILLIS) : checks;
        int each = checks / triggers;
        DirectSchedulerFactory.getInstance().createScheduler("bench", "bench", new FanOutThreads(), new RAMJobStore());
        Scheduler scheduler = DirectSchedulerFactory.getInstance().getScheduler("bench");
        scheduler.setJobFactory((_, _) -> firing -> fire(firing, each));
        scheduler.addJob(JobBuilder.newJob(Job.class).withIdentity("probes").storeDurably().build(), true);
        Instant start = Instant.now().plusSeconds(2);
        for (int i = 0; i < triggers; i++) {
            scheduler.scheduleJob(TriggerBuilder.newTrigger().withIdentity("t" + i).forJob("probes")
                    .startAt(Date.from(start.plusMillis(1000L * i / triggers))).withSchedule(SimpleScheduleBuilder
                            .simpleSchedule().withIntervalInSeconds(1).repeatForever())
                    .build());
        }
        scheduler.start();
        TimeUnit.SECONDS.sleep(8);
        lateness = new Lateness();
        Duration before = cpu();
        TimeUnit.SECONDS.sleep(seconds);
        double busy = cpu().minus(before).toNanos() / 1e9 / seconds;
        System.out.println(
                String.format(Locale.ROOT, "a trigger for each %s, %d checks a second: %.1f %% of a core, %s, %s",
                        words[0], checks, 100 * busy, lateness, memory()));
        System.exit(0);
    }

    private static void fire(JobExecutionContext firing, int each) {
        long late = Duration.between(firing.getScheduledFireTime().toInstant(), Instant.now()).toNanos();
        long due = System.nanoTime() - late;
        for (int i = 0; i < each; i++) {
            Thread.startVirtualThread(() -> lateness.add(System.nanoTime() - due));
        }
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static List<String> memory() throws java.io.IOException {
        return java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS")).map(line -> line.replaceAll("\\s+", " ")).toList();
    }
}
