using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Udp;

/// <summary>What an outbound is asked for by a UDP association.</summary>
/// <param name="FairnessKey">Whose share of what is bounded this uses: the user's name.</param>
/// <param name="Tally">Counts its datagrams.</param>
/// <param name="Timings">Takes the stages' times.</param>
public sealed record AssociateContext(string FairnessKey, UdpTally Tally, DialTimings Timings);
