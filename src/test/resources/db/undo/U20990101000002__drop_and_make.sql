create table user_roles (like users);
