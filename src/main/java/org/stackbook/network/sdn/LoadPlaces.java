package org.stackbook.network.sdn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.Fabric;
import org.stackbook.unit.Bandwidth;

/** What can be full: each way of uplinks and of servers' ports, and the cores of MUXes. */
final class LoadPlaces {

  private final SdnLayout layout;
  private final Fabric fabric;
  private final Figure<Bandwidth> uplink;
  private final Figure<Bandwidth> port;
  private final Figure<Integer> cores;
  private final int tors;
  private final int hosts;

  LoadPlaces(LoadOptions said) {
    this.layout = said.network().layout();
    this.fabric = said.network().fabric();
    this.uplink = said.uplink();
    this.port = said.port();
    this.cores = said.cores();
    this.tors = layout.tors().size();
    this.hosts = layout.hosts().size();
  }

  int in(int tor) {
    return tor;
  }

  int out(int tor) {
    return tors + tor;
  }

  int toServer(int tor, int host) {
    return 2 * tors + host * tors + tor;
  }

  int fromServer(int tor, int host) {
    return 2 * tors + tors * hosts + host * tors + tor;
  }

  int mux(int mux) {
    return links() + mux;
  }

  /** How many links there are, each way by itself; they come before the MUXes. */
  int links() {
    return 2 * tors + 2 * tors * hosts;
  }

  int count() {
    return links() + layout.muxes().size();
  }

  boolean isMux(int place) {
    return place >= links();
  }

  /** What it is called, such as {@code TOR1 → n3} or {@code mux2}. */
  String name(int place) {
    if (isMux(place)) {
      return layout.muxes().get(place - links()).name();
    }
    String border = layout.border().name();
    if (place < 2 * tors) {
      String tor = layout.tors().get(place % tors).name();
      return place < tors ? border + " → " + tor : tor + " → " + border;
    }
    int at = place - 2 * tors;
    String tor = layout.tors().get(at % tors).name();
    String host = layout.hosts().get(at / tors % hosts).name();
    return at < tors * hosts ? tor + " → " + host : host + " → " + tor;
  }

  /** What kind of link it is. */
  String kind(int link) {
    return link < 2 * tors ? "uplink" : "port of a server";
  }

  /** The capacity of a link, or the cores of a MUX. */
  Figure<?> capacity(int place) {
    if (isMux(place)) {
      return cores;
    }
    return place < 2 * tors ? uplink : port;
  }

  /** The same as a number: bits per second, or cores. */
  double capacityNumber(int place) {
    if (isMux(place)) {
      return cores.value();
    }
    return (place < 2 * tors ? uplink : port).value().bitsPerSecond();
  }

  List<Integer> runningMuxes() {
    return Arrays.stream(fabric.runningMuxes()).boxed().toList();
  }

  /** The ports of the switches that run to a server, or from it. */
  List<Integer> ports(int host, boolean receives) {
    return IntStream.range(0, tors)
        .filter(fabric::runsTor)
        .map(tor -> receives ? toServer(tor, host) : fromServer(tor, host))
        .boxed()
        .toList();
  }

  Figure<Bandwidth> port() {
    return port;
  }

  Figure<Bandwidth> uplink() {
    return uplink;
  }

  Figure<Integer> cores() {
    return cores;
  }
}
