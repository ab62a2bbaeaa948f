using Microsoft.Extensions.Logging;
using Sockeye.Acme;
using Sockeye.Control.Configuration;
namespace Sockeye.Control.Certificates.Dns;
/// <summary>stub until merge</summary>
public static class DnsChallengeResponder { /// <summary>x</summary>
public static IChallengeResponder Create(DnsOptions o, TimeProvider t, ILogger l) => throw new NotSupportedException(); }
