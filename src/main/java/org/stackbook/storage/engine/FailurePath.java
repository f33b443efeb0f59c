package org.stackbook.storage.engine;

import org.stackbook.seed.Random64;

/**
 * One history of a pool: drives fail and are repaired, servers go and come back. Only drives and
 * servers are looked at, never slabs. A step may be pushed towards the bad; {@link #weight} says by
 * how much less likely the history was than it was made.
 */
final class FailurePath {

  /** How likely a pushed step is to be a bad one, and a pushed bad one to be of either kind. */
  private static final double HALF = 0.5;

  private static final int NEWTON_STEPS = 60;
  private static final double CLOSE = 1e-9;

  private final FailureModel model;
  private final Random64 random;
  private final HazardTable old;
  private final HazardTable young;
  private final double end;
  private final int servers;
  private final int drives;

  /** Working drives of each server that are as old as the pool; all of them if age is nothing. */
  private final int[] original;

  private final int[] failed;
  private final boolean[] out;
  private final int[] bad;
  private final int[] newServer;
  private final double[] newBorn;

  private double now;
  private double weight;
  private int originals;
  private int failedDrives;
  private int outServers;
  private int badServers;
  private int newDrives;

  /**
   * @param end when all histories end
   */
  FailurePath(FailureModel model, double end, Random64 random) {
    this.model = model;
    this.end = end;
    this.random = random;
    this.old = new HazardTable(model.lifetime(), model.lifetime().age(), end);
    this.young = new HazardTable(model.lifetime(), 0, end);
    this.servers = model.servers();
    this.original = new int[servers];
    this.failed = new int[servers];
    this.out = new boolean[servers];
    this.bad = new int[servers];
    int all = 0;
    for (int server = 0; server < servers; server++) {
      all += model.drivesOf(server);
    }
    this.drives = all;
    this.newServer = new int[all];
    this.newBorn = new double[all];
    reset();
  }

  /** Back to the beginning: nothing has failed. */
  void reset() {
    for (int server = 0; server < servers; server++) {
      original[server] = model.drivesOf(server);
      failed[server] = 0;
      out[server] = false;
      bad[server] = 0;
    }
    originals = drives;
    now = 0;
    weight = 1;
    failedDrives = 0;
    outServers = 0;
    badServers = 0;
    newDrives = 0;
  }

  /** To where another history is, with a weight of its own. */
  void branchOff(FailurePath other) {
    System.arraycopy(other.original, 0, original, 0, servers);
    System.arraycopy(other.failed, 0, failed, 0, servers);
    System.arraycopy(other.out, 0, out, 0, servers);
    System.arraycopy(other.bad, 0, bad, 0, servers);
    System.arraycopy(other.newServer, 0, newServer, 0, other.newDrives);
    System.arraycopy(other.newBorn, 0, newBorn, 0, other.newDrives);
    originals = other.originals;
    now = other.now;
    weight = 1;
    failedDrives = other.failedDrives;
    outServers = other.outServers;
    badServers = other.badServers;
    newDrives = other.newDrives;
  }

  double now() {
    return now;
  }

  /** The likelihood of the steps that were pushed, divided by the one they were made with. */
  double weight() {
    return weight;
  }

  boolean healthy() {
    return badServers == 0;
  }

  /** Servers with failed drives, or out. */
  int badServers() {
    return badServers;
  }

  /**
   * Goes to the next event, or to the end.
   *
   * @param push the least chance of a bad step: 0 to leave it as it is, 1 to force one
   * @return the chance that data was lost in this step
   */
  double step(double push) {
    double repairs = failedDrives / model.repairTime();
    double good = repairs + outServers / model.outages().mean();
    double until = good > 0 ? now + random.nextExponential(good) : Double.POSITIVE_INFINITY;
    double window = Math.min(until, end);
    double hazard = hazardUntil(window);
    double chance = -StrictMath.expm1(-hazard);
    double pushed = hazard > 0 ? Math.max(chance, push) : 0;
    if (random.nextDouble() < pushed) {
      weight *= chance / pushed;
      now = timeOf(-StrictMath.log1p(-random.nextDouble() * chance), hazard, window);
      return worsen(push > 0);
    }
    weight *= (1 - chance) / (1 - pushed);
    now = window;
    if (until < end) {
      if (random.nextDouble() * good < repairs) {
        repair(pick(failed, failedDrives));
      } else {
        comeBack();
      }
    }
    return 0;
  }

  /** Hazard of all failures and outages, summed up from now. */
  private double hazardUntil(double time) {
    double sum = outageHazard() * (time - now) + originals * (old.until(time) - old.until(now));
    for (int i = 0; i < newDrives; i++) {
      sum += young.until(time - newBorn[i]) - young.until(now - newBorn[i]);
    }
    return sum;
  }

  /** Hazard of failures at a time. */
  private double failureHazard(double time) {
    double sum = originals * old.at(time);
    for (int i = 0; i < newDrives; i++) {
      sum += young.at(time - newBorn[i]);
    }
    return sum;
  }

  private double outageHazard() {
    return model.outages().rate() * (servers - outServers);
  }

  /** When the hazard from now sums up to a value: by Newton, kept between what is known. */
  private double timeOf(double wanted, double hazard, double window) {
    double guess = now + (window - now) * (wanted / hazard);
    double low = now;
    double high = window;
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double off = hazardUntil(guess) - wanted;
      if (Math.abs(off) <= CLOSE * wanted) {
        break;
      }
      if (off < 0) {
        low = guess;
      } else {
        high = guess;
      }
      guess -= off / (failureHazard(guess) + outageHazard());
      if (!(guess > low && guess < high)) {
        guess = low + (high - low) / 2;
      }
    }
    return guess;
  }

  private double worsen(boolean push) {
    double failures = failureHazard(now);
    double outages = outageHazard();
    double share = failures / (failures + outages);
    double drawn = push && share > 0 && share < 1 ? HALF : share;
    if (random.nextDouble() < drawn) {
      weight *= share / drawn;
      return failOne(failures);
    }
    weight *= (1 - share) / (1 - drawn);
    goOut();
    return 0;
  }

  private double failOne(double failures) {
    double ofOriginals = originals * old.at(now);
    double ticket = newDrives == 0 ? 0 : random.nextDouble() * failures;
    if (originals > 0 && ticket <= ofOriginals) {
      int server = pick(original, originals);
      original[server]--;
      originals--;
      return fail(server);
    }
    ticket -= ofOriginals;
    int drive = 0;
    while (drive < newDrives - 1 && ticket > young.at(now - newBorn[drive])) {
      ticket -= young.at(now - newBorn[drive++]);
    }
    int server = newServer[drive];
    newDrives--;
    newServer[drive] = newServer[newDrives];
    newBorn[drive] = newBorn[newDrives];
    return fail(server);
  }

  private double fail(int server) {
    double lost = model.loss().chance(bad, server);
    failed[server]++;
    failedDrives++;
    judge(server);
    return lost;
  }

  private void repair(int server) {
    failed[server]--;
    failedDrives--;
    if (model.lifetime().isExponential()) {
      original[server]++;
      originals++;
    } else {
      newServer[newDrives] = server;
      newBorn[newDrives++] = now;
    }
    judge(server);
  }

  private void goOut() {
    int server = pickServer(false, servers - outServers);
    out[server] = true;
    outServers++;
    judge(server);
  }

  private void comeBack() {
    int server = pickServer(true, outServers);
    out[server] = false;
    outServers--;
    judge(server);
  }

  /** Counts what is bad in a server: all of it while it is out. */
  private void judge(int server) {
    int before = bad[server];
    bad[server] = out[server] ? model.drivesOf(server) : failed[server];
    badServers += Integer.signum(bad[server]) - Integer.signum(before);
  }

  /** A server, in proportion to how many it has. */
  private int pick(int[] counts, int sum) {
    int ticket = random.nextInt(sum);
    int server = 0;
    while (ticket >= counts[server]) {
      ticket -= counts[server++];
    }
    return server;
  }

  private int pickServer(boolean isOut, int count) {
    int ticket = random.nextInt(count);
    int server = 0;
    while (out[server] != isOut || ticket-- > 0) {
      server++;
    }
    return server;
  }

  /** Whether something of a chance happens. */
  boolean happens(double chance) {
    return chance > 0 && (chance >= 1 || random.nextDouble() < chance);
  }
}
