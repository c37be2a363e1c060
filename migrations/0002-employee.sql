-- Stand-in for the HR product's own table: the id as stored here is the one that every other row uses.
CREATE TABLE [dbo].[Employee] (
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [Name] nvarchar(200) NOT NULL,
  [PayGroup] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT [PK_Employee] PRIMARY KEY ([EmployeeId])
);

GRANT SELECT ON [dbo].[Employee] TO [DepositsApplication];
