using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Authentication;

/// <summary>Users in memory.</summary>
internal sealed class TableSource(params User[] users) : IUserSource
{
    public event Action? Changed;

    public UserTable Current { get; private set; } = new(users);

    public bool HasSubscribers => Changed is not null;

    public void Replace(params User[] replacement)
    {
        Current = new UserTable(replacement);
        Changed?.Invoke();
    }
}
