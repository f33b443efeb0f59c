package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.word.Takes;

/** What is in a virtual network: its subnets and the cards of VMs. */
public final class VirtualNetworkOptions {

  private final Stamp stamp;
  private final String name;
  private final IpNetwork network;
  private final List<VirtualNetwork.Subnet> subnets = new ArrayList<>();
  private final List<SaidNic> nics = new ArrayList<>();

  VirtualNetworkOptions(Stamp stamp, String name, IpNetwork network) {
    this.stamp = stamp;
    this.name = Objects.requireNonNull(name);
    this.network = network;
  }

  /**
   * A card as it was said.
   *
   * @param name of it
   * @param address its customer address
   * @param server that it is on, if that was said
   */
  record SaidNic(String name, IpAddress address, Optional<String> server) {}

  /**
   * A part of the network.
   *
   * @param subnet its name, such as {@code web}
   * @param addresses such as {@code 10.0.2.0/24}
   * @throws Refusal if it does not lie in the network, overlaps with another one, or the name is
   *     taken
   */
  public VirtualNetworkOptions subnet(String subnet, String addresses) {
    String given = "subnet(\"" + subnet + "\", \"" + addresses + "\")";
    IpNetwork part = IpNetwork.parse(addresses);
    if (!network.contains(part)) {
      throw Refusal.of(given, "it does not lie in " + network + ", the network of " + name)
          .wayOut("take a part of " + network)
          .asException();
    }
    for (VirtualNetwork.Subnet other : subnets) {
      if (other.name().equals(subnet) || other.network().overlaps(part)) {
        throw Refusal.of(given, "there is subnet " + other.name() + ", " + other.network())
            .wayOut("take another name and another part of " + network)
            .asException();
      }
    }
    subnets.add(new VirtualNetwork.Subnet(Objects.requireNonNull(subnet), part));
    return this;
  }

  /**
   * A card of a VM, on the servers in turn.
   *
   * @param nic its name, unique in the stamp
   * @param address its customer address, such as {@code 10.0.2.4}
   * @throws Refusal if it does not lie in the network, or is taken
   */
  public VirtualNetworkOptions nic(String nic, String address) {
    return nic(nic, address, Optional.empty(), "nic(\"" + nic + "\", \"" + address + "\")");
  }

  /**
   * A card of a VM.
   *
   * @param nic its name, unique in the stamp
   * @param address its customer address, such as {@code 10.0.2.4}
   * @param server that the VM is on, such as {@code n3}
   * @throws Refusal if it does not lie in the network, or is taken, or there is no such server
   */
  public VirtualNetworkOptions nic(
      String nic, String address, @Takes(StampWords.Servers.class) String server) {
    String given = "nic(\"" + nic + "\", \"" + address + "\", \"" + server + "\")";
    return nic(nic, address, Optional.of(stamp.server(server, given).name()), given);
  }

  private VirtualNetworkOptions nic(
      String nic, String text, Optional<String> server, String given) {
    IpAddress address = IpAddress.parse(text);
    if (!network.contains(address)) {
      throw Refusal.of(given, "it does not lie in " + network + ", the network of " + name)
          .wayOut("take an address of " + network)
          .asException();
    }
    if (!subnets.isEmpty() && subnets.stream().noneMatch(s -> s.network().contains(address))) {
      throw Refusal.of(given, "it lies in no subnet of " + name)
          .wayOut(
              "take an address of " + subnets.get(0).network() + ", or describe its subnet first")
          .asException();
    }
    for (SaidNic other : nics) {
      if (other.address().equals(address)) {
        throw Refusal.of(given, other.name() + " has the address already")
            .wayOut("take another address")
            .asException();
      }
    }
    if (nic.isBlank() || nic.contains(":")) {
      throw Refusal.of(given, "a card has a name, without a colon")
          .wayOut("name it like its VM")
          .asException();
    }
    nics.add(new SaidNic(nic, address, server));
    return this;
  }

  String name() {
    return name;
  }

  IpNetwork network() {
    return network;
  }

  List<VirtualNetwork.Subnet> subnets() {
    return subnets;
  }

  List<SaidNic> nics() {
    return nics;
  }
}
