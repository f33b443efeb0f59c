package org.stackbook.network.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/**
 * The southbound side of a controller: the policies that devices are to have by the generation of
 * what is wanted, and those that they have. A device that is not reached keeps what it has; what it
 * misses is kept as one difference, and programmed when it is reached again. It never changes;
 * after a step it is another.
 *
 * @param <K> what a policy is for
 * @param <A> what it says
 */
public final class Southbound<K, A> {

  private final int generation;
  private final List<Device<K, A>> devices;

  private Southbound(int generation, List<Device<K, A>> devices) {
    this.generation = generation;
    this.devices = List.copyOf(devices);
  }

  /**
   * A device.
   *
   * @param <K> what a policy is for
   * @param <A> what it says
   * @param reached whether it can be programmed
   * @param generation of the policies that it has, from 1
   * @param programmed the policies that it has
   * @param missed what it lacks to what is wanted
   */
  public record Device<K, A>(
      boolean reached, int generation, Map<K, A> programmed, PolicyDelta<K, A> missed) {

    /** The policies that it is to have. */
    public Map<K, A> wanted() {
      return missed.appliedTo(programmed);
    }

    private Device<K, A> withReached(boolean now) {
      return new Device<>(now, generation, programmed, missed);
    }
  }

  /**
   * Devices that are all reached and programmed, at generation 1.
   *
   * @param wanted the policies of each
   */
  public static <K, A> Southbound<K, A> of(List<Map<K, A>> wanted) {
    List<Device<K, A>> devices = new ArrayList<>();
    for (Map<K, A> table : wanted) {
      devices.add(
          new Device<>(
              true,
              1,
              Collections.unmodifiableMap(new LinkedHashMap<>(table)),
              PolicyDelta.none()));
    }
    return new Southbound<>(1, devices);
  }

  /**
   * What has to change for other policies, by device.
   *
   * @param wanted the policies that each device is to have then
   * @throws CancellationException if the thread is interrupted
   */
  public List<PolicyDelta<K, A>> changesTo(List<Map<K, A>> wanted) {
    if (wanted.size() != devices.size()) {
      throw new IllegalArgumentException(wanted.size() + " tables of " + devices.size());
    }
    List<PolicyDelta<K, A>> changes = new ArrayList<>();
    for (int d = 0; d < devices.size(); d++) {
      Interrupts.poll();
      changes.add(PolicyDelta.between(devices.get(d).wanted(), wanted.get(d)));
    }
    return List.copyOf(changes);
  }

  /**
   * The next generation, with the devices that are reached programmed.
   *
   * @param changes one for each device
   */
  public Southbound<K, A> request(List<PolicyDelta<K, A>> changes) {
    List<Device<K, A>> next = new ArrayList<>();
    for (int d = 0; d < devices.size(); d++) {
      Device<K, A> device = devices.get(d);
      next.add(
          new Device<>(
              device.reached(),
              device.generation(),
              device.programmed(),
              device.missed().then(changes.get(d))));
    }
    return new Southbound<>(generation + 1, next).reconcile();
  }

  /** Programs what devices that are reached have missed. */
  public Southbound<K, A> reconcile() {
    List<Device<K, A>> next = new ArrayList<>();
    for (Device<K, A> device : devices) {
      next.add(
          device.reached()
              ? new Device<>(true, generation, device.wanted(), PolicyDelta.none())
              : device);
    }
    return new Southbound<>(generation, next);
  }

  /** A device is not reached any more. */
  public Southbound<K, A> away(int number) {
    return with(number, device -> device.withReached(false));
  }

  /** A device is reached again; it has what it had until it is reconciled. */
  public Southbound<K, A> back(int number) {
    return with(number, device -> device.withReached(true));
  }

  private Southbound<K, A> with(int number, UnaryOperator<Device<K, A>> change) {
    List<Device<K, A>> next = new ArrayList<>(devices);
    next.set(number, change.apply(next.get(number)));
    return new Southbound<>(generation, next);
  }

  /** The generation of what is wanted, from 1. */
  public int generation() {
    return generation;
  }

  /** The devices, by number. */
  public List<Device<K, A>> devices() {
    return devices;
  }
}
