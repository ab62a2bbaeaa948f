using System.Net;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Binding;

/// <summary>What an outbound is asked for by BIND.</summary>
/// <param name="Peer">Who will connect: its address is checked, unless it is all zeros (DST.ADDR of the request).</param>
/// <param name="Local">The address at which the client reached us; null where it is not known.</param>
/// <param name="Options">The inbound's.</param>
/// <param name="FairnessKey">Whose share of what is bounded this uses: the user's name.</param>
/// <param name="Timings">Takes the stages' times.</param>
public sealed record BindContext(Destination Peer, IPAddress? Local, BindOptions Options, string FairnessKey, DialTimings Timings);
