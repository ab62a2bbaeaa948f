using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Sockeye.Tests.Diagnostics;

/// <summary>Log events are found by their id: each stands for one event in the whole program, in the range of its project.</summary>
public sealed class EventIdTests
{
    private static readonly Dictionary<string, (int From, int To)> Ranges = new()
    {
        ["Sockeye.Engine"] = (1000, 1999),
        ["Sockeye.HttpForwarding"] = (2000, 2999),
        ["Sockeye.Control"] = (3000, 4999),
        ["sockeye"] = (5000, 5999),
    };

    private static List<(string Assembly, string Method, int Id)> Events =>
    [
        .. from assembly in (Assembly[])
            [
                typeof(Sockeye.Core.Credentials).Assembly, typeof(Sockeye.Native.OpenSsl.OpenSslLibrary).Assembly, typeof(Sockeye.Engine.Sessions.Session).Assembly,
                typeof(Sockeye.HttpForwarding.HttpRequestServer).Assembly, typeof(Sockeye.Control.Storage.SockeyeDatabase).Assembly, typeof(Sockeye.Hosting.Server).Assembly,
            ]
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select (assembly.GetName().Name!, $"{type.Name}.{method.Name}", attribute.EventId),
    ];

    [Fact]
    public void EventIds_InAllProjects_AreUnique()
    {
        Events.Count.ShouldBeGreaterThan(20);
        Events.GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.Method))}").ShouldBeEmpty();
    }

    [Fact]
    public void EventIds_OfAProjectWithARange_StandInIt() =>
        Events.Where(e => Ranges.TryGetValue(e.Assembly, out var range) && (e.Id < range.From || e.Id > range.To)).ShouldBeEmpty();
}
